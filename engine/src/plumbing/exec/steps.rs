//! The steps of a run, access to them by the numbers of their nodes, and the state in which a node receives its step.
//!
//! Invariant: the step that a pipeline returns for the number of a node has the type for which the node was made.

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

    /// Returns a mutable reference to the step of a node, or to the pipeline itself if the node has none.
    fn step_mut(&mut self, node: usize) -> &mut dyn Any;

    /// Returns the fitted step of a node, or the fitted pipeline itself if the node has none.
    fn fitted(fitted: &Self::Fitted, node: usize) -> &dyn Any;

    /// Returns a mutable reference to the fitted step of a node, or to the fitted pipeline itself if the node has none.
    fn fitted_mut(fitted: &mut Self::Fitted, node: usize) -> FittedMut<'_>;

    /// The declared sizes.
    const SIZES: &'static [DeclaredSize] = &[];

    /// Returns the step of a use of a declared size, even if it is an arm or an optional step that is not chosen.
    /// Returns the pipeline itself if no use has this number.
    fn sized(&self, _number: usize) -> &dyn Any {
        self
    }

    /// Returns a mutable reference to the step of a use of a declared size, like [`sized`](Self::sized).
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

/// The step that a node receives for a run.
pub enum StepState<'run, P: StepAccess> {
    /// A fitted step, with which the node transforms.
    Fitted(FittedStep<'run, P>),
    /// The steps before fitting, and the place for what the step of the node learns.
    Unfitted(&'run P, LearnInto<'run>),
}

/// The place of a fitted step.
pub enum FittedStep<'run, P: StepAccess> {
    /// The fitted steps of a model.
    Model(&'run P::Fitted),
    /// The state of a node that has learned from batches.
    Learned(&'run dyn Any),
}

/// The place for what the step of a node learns.
pub enum LearnInto<'run> {
    /// The slot of the node, for a fitted step.
    Slot,
    /// A fit session, which receives the inputs.
    Session(&'run mut (dyn NodeLearning + 'run)),
    /// The fitted step of a model, which is updated.
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
    /// The step is not an `F`: a bug in the engine.
    pub(crate) fn of<F: 'static>(self, node: u32) -> Result<&'run F> {
        downcast(match self {
            Self::Model(fitted) => P::fitted(fitted, node as usize),
            Self::Learned(fitted) => fitted,
        })
    }
}
