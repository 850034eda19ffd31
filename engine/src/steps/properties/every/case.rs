//! [`Case`]: a step with inputs and targets, on which the laws are checked.

use super::values::Values;
use crate::save::{Described, Save, from_bytes, to_bytes};
use crate::step::{Context, Fit, Run, Step, Transform};
use crate::{Phase, Result};

/// What is checked of a case, whatever its types.
pub(super) trait Check {
    fn laws(&self);
    fn outcomes(&self) -> Vec<Outcome>;
    fn told_as(&self) -> Option<&'static str>;
}

/// What a step made of a wrong input.
pub(super) struct Outcome {
    /// `fit` or `new`: whether the input was that of the fit, or one after a good fit.
    pub(super) phase: &'static str,
    pub(super) input: &'static str,
    /// The text of the error.
    pub(super) error: Option<String>,
    /// Whether all numbers of the result are finite.
    pub(super) is_finite: bool,
    /// Whether the result may have the NaN and the infinities of the input.
    pub(super) passes_on: bool,
}

/// A step, and what it is given.
pub(super) struct Case<S, X, Y> {
    pub(super) step: S,
    pub(super) x: fn(usize) -> X,
    pub(super) y: fn(usize) -> Y,
    /// The number of rows of most laws.
    pub(super) rows: usize,
    /// The number of rows with which several threads have work.
    pub(super) many: usize,
    /// The largest difference between a fit on all rows and one on parts, relative to 1 plus the value.
    pub(super) tolerance: f64,
    /// Whether `fit_transform` is deliberately not `fit` and `transform`.
    pub(super) acts_while_fitting: bool,
    /// Whether NaN and infinities go through.
    pub(super) passes_on: bool,
    /// What the texts of this case are called in the snapshot, if it is not the first of its line.
    pub(super) told_as: Option<&'static str>,
}

pub(super) fn case<S, X, Y>(step: S, x: fn(usize) -> X, y: fn(usize) -> Y) -> Case<S, X, Y> {
    Case {
        step,
        x,
        y,
        rows: 24,
        many: 25_000,
        tolerance: 1e-9,
        acts_while_fitting: false,
        passes_on: false,
        told_as: None,
    }
}

impl<S, X, Y> Case<S, X, Y> {
    pub(super) fn many(self, many: usize) -> Self {
        Self { many, ..self }
    }

    #[allow(dead_code, reason = "not all sets of features have such a step")]
    pub(super) fn within(self, tolerance: f64) -> Self {
        Self { tolerance, ..self }
    }

    #[allow(dead_code, reason = "not all sets of features have such a step")]
    pub(super) fn while_fitting(self) -> Self {
        Self { acts_while_fitting: true, ..self }
    }

    /// Puts the texts of the case into the snapshot.
    pub(super) fn told_as(self, what: &'static str) -> Self {
        Self { told_as: Some(what), ..self }
    }

    pub(super) fn passes_on(self) -> Self {
        Self { passes_on: true, ..self }
    }
}

pub(super) type OutOf<S, X> = <<S as Step>::Fitted as Transform<X>>::Out;

impl<S, X, Y> Case<S, X, Y>
where
    S: Fit<X, Y>,
    X: Values,
    Y: Values,
    S::Fitted: Save,
    OutOf<S, X>: Values,
{
    /// Calls `work` with the context of a fit.
    pub(super) fn within_run<T>(&self, work: impl FnOnce(&Context<'_>) -> T) -> T {
        let run = Run::new().seed(3);
        work(&Context::root(&run, "test", Phase::Fit))
    }

    pub(super) fn fit(&self, x: X, y: Y) -> Result<S::Fitted> {
        self.within_run(|context| self.step.fit(x, y, context))
    }

    pub(super) fn transform(&self, fitted: &S::Fitted, x: X) -> Result<OutOf<S, X>> {
        self.within_run(|context| fitted.transform_with(x, context))
    }
}

/// The bytes of a model file with this fitted step alone.
pub(super) fn saved<F: Save>(fitted: &F) -> Vec<u8> {
    to_bytes(&Described::new("Laws", ""), fitted).expect("it can be saved")
}

pub(super) fn reloaded<F: Save>(fitted: &F) -> F {
    from_bytes(&saved(fitted), &Described::new("Laws", "")).expect("it was saved")
}
