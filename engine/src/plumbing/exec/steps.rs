//! The steps of a run, access to them by the numbers of their nodes, and the state in which a node receives its step.
//!
//! Invariant: the step that a pipeline has under the number of a node has the type that the node was made for.

use std::any::Any;

use super::fit_state::NodeLearning;
use crate::Result;
use crate::plumbing::plan::declared_size::DeclaredSize;
use crate::plumbing::plan::erased::{FittedMut, downcast};
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

/// The step of a node while it runs: where the fitted step comes from.
pub enum StepState<'run, P: StepAccess> {
    /// It is fitted. The node transforms with it.
    Fitted(FittedStep<'run, P>),
    /// The steps before fitting, and where what the step of the node learns goes.
    Unfitted(&'run P, LearnInto<'run>),
}

/// Where a fitted step is.
pub enum FittedStep<'run, P: StepAccess> {
    /// Among the fitted steps of a model.
    Model(&'run P::Fitted),
    /// In the state of a node that has learned from batches.
    Learned(&'run dyn Any),
}

/// The place for what the step of a node learns.
pub enum LearnInto<'run> {
    /// Into its slot, as a fitted step.
    Slot,
    /// Into a fit in progress, which receives the inputs.
    Session(&'run mut (dyn NodeLearning + 'run)),
    /// Into the fitted step of a model, which is updated.
    Model(FittedMut<'run>),
}

impl<'run, P: StepAccess> From<Steps<'run, P>> for StepState<'run, P> {
    fn from(steps: Steps<'run, P>) -> Self {
        match steps {
            Steps::Unfitted(steps) => Self::Unfitted(steps, LearnInto::Slot),
            Steps::Fitted(fitted) => Self::Fitted(FittedStep::Model(fitted)),
        }
    }
}

impl<'run, P: StepAccess> FittedStep<'run, P> {
    /// Returns the fitted step of a node.
    ///
    /// # Errors
    /// It is not an `F`: a bug in the engine.
    pub(crate) fn of<F: 'static>(self, node: u32) -> Result<&'run F> {
        downcast(match self {
            Self::Model(fitted) => P::fitted(fitted, node as usize),
            Self::Learned(fitted) => fitted,
        })
    }
}
