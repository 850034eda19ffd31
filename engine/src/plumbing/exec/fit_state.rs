//! What a node has learned from batches so far, independent of its types.
//!
//! Invariant: a step learns from the batches in the order in which they arrive.

use std::any::Any;

use super::steps::{FittedStep, LearnInto, StepAccess, StepState};
use crate::Result;
use crate::plumbing::plan::erased::{AnyFitted, wrong_type};
use crate::step::{Context, Fit, Learning};

/// The fit session of a node, independent of its types.
pub trait NodeLearning: Send {
    /// The same as [`Learning::passes`].
    fn passes(&self) -> usize;

    /// Learns from a pair of an input and a target.
    ///
    /// # Errors
    /// The same as [`Learning::update`].
    fn update(&mut self, pair: Box<dyn Any>, context: &Context<'_>) -> Result<()>;

    /// Makes later calls of [`update`](Self::update) collect the pairs instead of learning from them.
    fn gather(&mut self);

    /// Learns from the collected pairs, as parts.
    ///
    /// # Errors
    /// The same as [`Learning::update_parts`].
    fn learn_gathered(&mut self, context: &Context<'_>) -> Result<()>;

    /// The same as [`Learning::end_pass`].
    ///
    /// # Errors
    /// The same as [`Learning::end_pass`].
    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool>;

    /// The same as [`Learning::finish`].
    ///
    /// # Errors
    /// The same as [`Learning::finish`].
    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<AnyFitted>;
}

/// The fit session of a step with its types, which [`NodeLearning`] hides.
struct Erased<'s, X, Y, F> {
    learning: Box<dyn Learning<X, Y, F> + 's>,
    /// The collected pairs; `None` if pairs are not collected.
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

/// What a node has learned from batches so far.
pub enum FitState<'s> {
    /// The node has no step.
    Stepless,
    /// The fit is in progress.
    Learning(Box<dyn NodeLearning + 's>),
    /// The step is fitted.
    Fitted(AnyFitted),
}

impl<'s> FitState<'s> {
    /// Returns the state of a step before the first batch, or `None` if the step needs all rows at once.
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

    /// Returns what the node receives for a run on a batch. A node whose step is fitted transforms the batch with it.
    pub(crate) fn as_step<'run, P: StepAccess>(&'run mut self, steps: &'run P) -> StepState<'run, P> {
        match self {
            Self::Learning(fit) => StepState::Unfitted(steps, LearnInto::Session(&mut **fit)),
            Self::Fitted(fitted) => StepState::Fitted(FittedStep::Learned(&**fitted)),
            Self::Stepless => StepState::Fitted(FittedStep::Learned(&())),
        }
    }

    /// Returns the maximum number of passes that the node still needs.
    pub(crate) fn passes(&self) -> usize {
        match self {
            Self::Learning(learning) => learning.passes(),
            Self::Stepless | Self::Fitted(_) => 0,
        }
    }
}
