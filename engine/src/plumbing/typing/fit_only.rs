//! Whether a step is fit-only. If it is not, the target that it uses would leak into the predict graph.
//!
//! Invariant: only a node with a fit-only step is bypassed. The node of any other step is reported and becomes a broken
//! node.

use std::marker::PhantomData;

use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::fit_only::{Bypass, FitOnlyNode};
use crate::plumbing::exec::nodes::step::StepNode;
use crate::step::{FitOnly, Step};

impl<S: FitOnly, X: Bypass<O>, Y, O> StepNode<S, X, Y, O> {
    /// Returns the node that is bypassed at predict time.
    pub fn __fit_only(&self, passed_on: &'static [bool], _: Evidence<Proven>) -> FitOnlyNode<'_, S, X, Y, O> {
        FitOnlyNode::new(self, passed_on)
    }
}

/// The answer for a step that also acts at predict time, so that the target leaks.
pub trait NotFitOnly {
    /// The step.
    type Step;
    /// Makes rustc report the leak, and returns a broken node.
    fn __fit_only(&self, _: &'static [bool], _: Evidence<Self::Step>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

impl<S: Step, X, Y, O> NotFitOnly for StepNode<S, X, Y, O> {
    type Step = S;
}

/// Asks whether a step acts only while fitting: `<IsFitOnly<S>>::VALUE`.
#[derive(Debug)]
pub struct IsFitOnly<S>(PhantomData<S>);

impl<S: FitOnly> IsFitOnly<S> {
    /// `true`
    pub const VALUE: bool = true;
}

/// The answer for a step that also acts at predict time.
pub trait ActsAlways {
    /// `false`
    const VALUE: bool = false;
}

impl<S> ActsAlways for IsFitOnly<S> {}
