//! The state of a node that learns from batches, without its types.
//!
//! Invariant: a step learns from batches in the order in which they arrived.

use std::any::Any;

use super::steps::{FittedStep, LearnInto, StepAccess, StepState};
use crate::Result;
use crate::plumbing::plan::erased::{AnyFitted, wrong_type};
use crate::step::{Context, Fit, Learning};

/// The fit of a node from batches, whatever its types.
pub trait NodeLearning: Send {
    /// As [`Learning::passes`].
    fn passes(&self) -> usize;

    /// Learns from a value and a target: a pair.
    ///
    /// # Errors
    /// As [`Learning::update`].
    fn update(&mut self, pair: Box<dyn Any>, context: &Context<'_>) -> Result<()>;

    /// From here on, what it is to learn from is gathered.
    fn gather(&mut self);

    /// Learns from what was gathered, as parts.
    ///
    /// # Errors
    /// As [`Learning::update_parts`].
    fn learn_gathered(&mut self, context: &Context<'_>) -> Result<()>;

    /// As [`Learning::end_pass`].
    ///
    /// # Errors
    /// As [`Learning::end_pass`].
    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool>;

    /// As [`Learning::finish`].
    ///
    /// # Errors
    /// As [`Learning::finish`].
    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<AnyFitted>;
}

/// The fit of a step from batches, for a node.
struct Erased<'s, X, Y, F> {
    learning: Box<dyn Learning<X, Y, F> + 's>,
    /// While it gathers, what it has.
    gathered: Option<Vec<(X, Y)>>,
}

impl<X, Y, F> NodeLearning for Erased<'_, X, Y, F>
where
    X: Send + 'static,
    Y: Send + 'static,
    F: Send + Sync + 'static,
{
    fn passes(&self) -> usize {
        self.learning.passes()
    }

    fn update(&mut self, pair: Box<dyn Any>, context: &Context<'_>) -> Result<()> {
        let (x, y) = *pair.downcast::<(X, Y)>().map_err(|_| wrong_type::<(X, Y)>())?;
        match &mut self.gathered {
            Some(gathered) => {
                gathered.push((x, y));
                Ok(())
            }
            None => self.learning.update(x, y, context),
        }
    }

    fn gather(&mut self) {
        self.gathered = Some(Vec::new());
    }

    fn learn_gathered(&mut self, context: &Context<'_>) -> Result<()> {
        self.learning.update_parts(self.gathered.take().unwrap_or_default(), context)
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        self.learning.end_pass(context)
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<AnyFitted> {
        Ok(Box::new(self.learning.finish(context)?))
    }
}

/// The state of a node that learns from batches.
pub enum FitState<'s> {
    /// It has no step.
    Stepless,
    /// It learns.
    Learning(Box<dyn NodeLearning + 's>),
    /// The step is fitted.
    Fitted(AnyFitted),
}

impl<'s> FitState<'s> {
    /// How a step starts; `None`: it needs all rows at once.
    pub(crate) fn start<S, X, Y>(step: &'s S, context: &Context<'_>) -> Result<Option<Self>>
    where
        S: Fit<X, Y>,
        X: Send + 'static,
        Y: Send + 'static,
    {
        if !S::LEARNS
            && let Some(fitted) = step.unlearned()
        {
            return Ok(Some(Self::Fitted(Box::new(fitted))));
        }
        Ok(match step.learning(context)? {
            Some(learning) if learning.passes() == 0 => {
                Some(Self::Fitted(Box::new(learning.finish(context)?)))
            }
            Some(learning) => Some(Self::Learning(Box::new(Erased { learning, gathered: None }))),
            None => None,
        })
    }

    /// Returns the step for a run on a batch. A node whose step is fitted transforms the batch with it.
    pub(crate) fn as_step<'run, P: StepAccess>(&'run mut self, steps: &'run P) -> StepState<'run, P> {
        match self {
            Self::Learning(fit) => StepState::Unfitted(steps, LearnInto::Session(&mut **fit)),
            Self::Fitted(fitted) => StepState::Fitted(FittedStep::Learned(&**fitted)),
            Self::Stepless => StepState::Fitted(FittedStep::Learned(&())),
        }
    }

    /// The most passes that it wants.
    pub(crate) fn passes(&self) -> usize {
        match self {
            Self::Learning(learning) => learning.passes(),
            Self::Stepless | Self::Fitted(_) => 0,
        }
    }
}
