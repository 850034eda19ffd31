//! Whether a step acts only while fitting; one that does not leaks a target.

use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::fit_only::{Bypass, FitOnlyNode};
use crate::plumbing::exec::nodes::step::StepNode;
use crate::step::{FitOnly, Step};

impl<P: Step, S: FitOnly, X: Bypass<O>, Y, O> StepNode<P, S, X, Y, O> {
    /// The node that passes on while predicting.
    pub fn __fit_only(&self, passes: &'static [bool], _: Evidence<Proven>) -> FitOnlyNode<'_, P, S, X, Y, O> {
        FitOnlyNode::new(self, passes)
    }
}

/// The answer for a step that acts in the predict graph too: the target before it leaks.
pub trait NotFitOnly {
    /// The step.
    type Step;
    /// Reports the leak.
    fn __fit_only(&self, _: &'static [bool], _: Evidence<Self::Step>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

impl<P: Step, S: Step, X, Y, O> NotFitOnly for StepNode<P, S, X, Y, O> {
    type Step = S;
}
