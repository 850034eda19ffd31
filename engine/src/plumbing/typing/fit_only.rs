//! Whether a step acts only while fitting; one that does not leaks a target.

use crate::diagnostics::{Asked, Right};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::fit_only::{PassOn, PassingNode};
use crate::plumbing::exec::nodes::step::StepNode;
use crate::step::{FitOnly, Step};

impl<P: Step, S: FitOnly, X: PassOn<O>, Y, O> StepNode<P, S, X, Y, O> {
    /// The node that passes on while predicting.
    pub fn __passing(&self, passes: &'static [bool], _: Asked<Right>) -> PassingNode<'_, P, S, X, Y, O> {
        PassingNode::new(self, passes)
    }
}

/// The answer for a step that acts in the predict graph too: the target before it leaks.
pub trait NotPassing {
    /// The step.
    type Step;
    /// Reports the leak.
    fn __passing(&self, _: &'static [bool], _: Asked<Self::Step>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

impl<P: Step, S: Step, X, Y, O> NotPassing for StepNode<P, S, X, Y, O> {
    type Step = S;
}
