//! The steps of a run, and where a node finds its own among them.

use crate::step::Step;

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

/// Where a step is among the steps of a pipeline.
pub(crate) type StepOf<P, S> = fn(&P) -> &S;

/// Where a fitted step is among the fitted steps of a pipeline.
pub(crate) type FittedOf<P, S> = fn(&<P as Step>::Fitted) -> &<S as Step>::Fitted;
