//! The steps of a run, and access to them by the numbers of their nodes.
//!
//! Invariant: the step that a pipeline has under the number of a node has the type that the node was made for.

use std::any::Any;

use crate::Result;
use crate::plumbing::plan::declared_size::DeclaredSize;
use crate::plumbing::plan::erased::{FittedMut, wrong_type};
use crate::step::Step;

/// A pipeline whose steps can be reached by the numbers of their nodes.
pub trait StepAccess: Step + Sized + 'static {
    /// Returns the step of a node, or the pipeline itself if the node has none.
    fn step(&self, node: usize) -> &dyn Any;

    /// Returns the step of a node for changes, or the pipeline itself if the node has none.
    fn step_mut(&mut self, node: usize) -> &mut dyn Any;

    /// Returns the fitted step of a node, or the fitted pipeline itself if the node has none.
    fn fitted(fitted: &Self::Fitted, node: usize) -> &dyn Any;

    /// Returns the fitted step of a node for changes, or the fitted pipeline itself if the node has none.
    fn fitted_mut(fitted: &mut Self::Fitted, node: usize) -> FittedMut<'_>;

    /// The declared sizes.
    const SIZES: &'static [DeclaredSize] = &[];

    /// Returns the step of a use of a declared size, even if it is an arm or an optional step that is not chosen.
    /// Returns the pipeline itself if the number has no step.
    fn sized(&self, _number: usize) -> &dyn Any {
        self
    }

    /// Returns the step of a use of a declared size for changes, as [`sized`](Self::sized) does.
    fn sized_mut(&mut self, _number: usize) -> &mut dyn Any {
        self
    }
}

/// The steps of a run.
#[derive(Debug)]
pub enum Steps<'run, P: Step> {
    /// Before fitting.
    Unfitted(&'run P),
    /// After fitting.
    Fitted(&'run P::Fitted),
}

impl<P: Step> Clone for Steps<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Step> Copy for Steps<'_, P> {}

/// Returns the step `S` of a node before fitting.
///
/// # Errors
/// The node has a step of another type: a bug in the engine.
pub(crate) fn unfitted<P: StepAccess, S: 'static>(steps: &P, node: u32) -> Result<&S> {
    steps.step(node as usize).downcast_ref().ok_or_else(wrong_type::<S>)
}

/// Returns the fitted step `F` of a node.
///
/// # Errors
/// The node has a step of another type: a bug in the engine.
pub(crate) fn fitted<P: StepAccess, F: 'static>(steps: &P::Fitted, node: u32) -> Result<&F> {
    P::fitted(steps, node as usize).downcast_ref().ok_or_else(wrong_type::<F>)
}
