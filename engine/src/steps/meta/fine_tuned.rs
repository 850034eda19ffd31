//! [`FineTuned`]: continues the fit of a fitted step.
//!
//! Invariant: only the constructor requires that the wrapped step [`Continues`], so that a violation is one error, at that call.

use std::fmt;
use std::sync::Arc;

use super::forward::forward;
use super::in_epochs::InEpochs;
use crate::Result;
use crate::batches::Table;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Transform, Value};

/// Continues the fit of a fitted step: pre-training, then fine-tuning (scikit-learn's `warm_start`).
///
/// The signature is that of the wrapped step, which must support partial fits ([`Continues`]). Its fitted form is the start of
/// every fit, and is not changed by a fit. `fit` makes `epochs` passes over all rows, each in a new random order, in batches of
/// `batch_size` rows; each batch is one [`update_fitted`](Fit::update_fitted) of the wrapped step. In a fit from batches, an epoch
/// is a pass in the given order.
///
/// [`Frozen`](super::Frozen) uses a fitted step without fitting it again; `Frozen::into_fitted` returns the fitted step.
///
/// # Errors
/// As the wrapped step; a `batch_size` of 0.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Sides(x: f32[n, 1]) fit(side: u8[n]) -> f32[n, 2] {
///         probs = x |> FineTuned<SgdClassifier<2>>.fit(side);
///         probs
///     }
/// }
/// pipeline! {
///     Pretraining(x: f32[n, 1]) fit(side: u8[n]) -> f32[n, 2] {
///         probs = x |> SgdClassifier<2>.fit(side);
///         probs
///     }
/// }
///
/// // Fitted on many rows.
/// let many = array![[-2.0_f32], [-1.0], [1.0], [2.0]];
/// let start = Pretraining::default().fit(many, array![0_u8, 0, 1, 1])?.probs;
///
/// // Continues with a few new rows.
/// let sides = Sides { probs: FineTuned::new(SgdClassifier::default(), start.clone()).epochs(3) };
/// let model = sides.fit(array![[0.2_f32], [0.4]], array![0_u8, 1])?;
/// assert_eq!(model.probs.steps(), start.steps() + 3);
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct FineTuned<S: Step> {
    /// The number of passes over all rows in `fit`. Default: 1.
    pub epochs: usize,
    /// The number of rows of an update in `fit`. Default: 32.
    pub batch_size: usize,
    /// The wrapped step, whose hyperparameters control the updates.
    #[space(nested)]
    pub step: S,
    /// The start of every fit.
    #[space(skip)]
    start: Arc<S::Fitted>,
}

impl<S: Continues> FineTuned<S> {
    /// Creates a step that continues the fit of `start` with the hyperparameters of `step`.
    pub fn new(step: S, start: S::Fitted) -> Self {
        Self { epochs: 1, batch_size: 32, step, start: Arc::new(start) }
    }

    /// Sets the number of passes over all rows in `fit`.
    #[must_use]
    pub fn epochs(self, epochs: usize) -> Self {
        Self { epochs, ..self }
    }

    /// Sets the number of rows of an update in `fit`.
    #[must_use]
    pub fn batch_size(self, batch_size: usize) -> Self {
        Self { batch_size, ..self }
    }

    /// The start of every fit.
    pub fn start(&self) -> &S::Fitted {
        &self.start
    }
}

impl<S: Step + Clone> Clone for FineTuned<S> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), start: Arc::clone(&self.start), ..*self }
    }
}

impl<S: Step<Fitted: fmt::Debug> + fmt::Debug> fmt::Debug for FineTuned<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { epochs, batch_size, step, start } = self;
        f.debug_struct("FineTuned")
            .field("epochs", epochs)
            .field("batch_size", batch_size)
            .field("step", step)
            .field("start", start)
            .finish()
    }
}

impl<S: Step<Fitted: Clone>> Step for FineTuned<S> {
    type Fitted = S::Fitted;
    forward!(S: SIGNATURE, LEARNS, ROWWISE, REVISION);
    forward!(S: names(|fitted| Some(fitted)));

    fn unlearned(&self) -> Option<S::Fitted> {
        if S::LEARNS { None } else { Some(S::Fitted::clone(&self.start)) }
    }
}

impl<S: Continues<Fitted: Clone>> Learner for FineTuned<S> {}

forward!(impl[S: Step<Fitted: Clone>] Continues, Invertible, Holds(|fitted| fitted) for FineTuned<S>);

impl<X, Y, S> Fit<X, Y> for FineTuned<S>
where
    X: Table + Value,
    Y: Table + Value,
    S: Fit<X, Y, Fitted: Clone + Transform<X>>,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        self.continued().learn(&(x, y), self.batch_size, true, context)
    }

    fn learning<'s>(&'s self, _: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        Ok(Some(Box::new(self.continued())))
    }

    forward!(S, X, Y: update_fitted);
}

impl<S: Step<Fitted: Clone>> FineTuned<S> {
    fn continued(&self) -> InEpochs<'_, S> {
        InEpochs::new(&self.step, Some(S::Fitted::clone(&self.start)), self.epochs)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray1, ArcArray2, array};

    use super::*;
    use crate::Phase;
    use crate::step::Run;
    use crate::steps::{FittedSgdClassifier, SgdClassifier, StandardScaler};

    type Rows = (ArcArray2<f64>, ArcArray1<u8>);

    fn rows() -> Rows {
        let x = array![[-2.0], [-1.0], [1.0], [2.0], [3.0]].into_shared();
        (x, array![0_u8, 0, 1, 1, 1].into_shared())
    }

    fn with<T>(body: impl FnOnce(&Context<'_>) -> Result<T>) -> Result<T> {
        body(&Context::root(&Run::new().seed(3), "test", Phase::Fit))
    }

    fn tuned() -> Result<FineTuned<SgdClassifier<2>>> {
        let (x, y) = rows();
        let step = SgdClassifier::<2>::default();
        let start = with(|context| step.fit(x, y, context))?;
        Ok(FineTuned { epochs: 2, batch_size: 2, ..FineTuned::new(step, start) })
    }

    #[test]
    fn an_epoch_is_an_update_for_each_batch_and_the_start_stays() -> Result<()> {
        let tuned = tuned()?;
        let start = tuned.start().clone();
        let (x, y) = rows();
        let fitted = with(|context| tuned.fit(x, y, context))?;
        // 5 rows in batches of 2 are 3 updates, twice.
        assert_eq!((fitted.steps(), tuned.start()), (start.steps() + 6, &start));
        assert_ne!(fitted.coefficients(), start.coefficients());
        Ok(())
    }

    #[test]
    fn batches_in_the_order_given_are_the_same_updates() -> Result<()> {
        let (x, y) = rows();
        let tuned = FineTuned { batch_size: 5, ..tuned()? };
        let whole: FittedSgdClassifier = with(|context| {
            let mut learning =
                Fit::<ArcArray2<f64>, ArcArray1<u8>>::learning(&tuned, context)?.expect("learns");
            for _ in 0..learning.passes() {
                learning.update(x.clone(), y.clone(), context)?;
                learning.end_pass(context)?;
            }
            assert!(learning.update(x.clone(), y.clone(), context).is_err());
            learning.finish(context)
        })?;
        let by_hand = with(|context| {
            let mut fitted = tuned.start().clone();
            tuned.step.update_fitted(&mut fitted, x.clone(), y.clone(), context)?;
            tuned.step.update_fitted(&mut fitted, x, y, context)?;
            Ok(fitted)
        })?;
        assert_eq!(whole, by_hand);
        Ok(())
    }

    #[test]
    fn no_epoch_returns_the_start_and_a_batch_size_of_zero_is_an_error() -> Result<()> {
        let (x, y) = rows();
        let none = FineTuned { epochs: 0, ..tuned()? };
        assert_eq!(&with(|context| none.fit(x.clone(), y.clone(), context))?, none.start());
        let error = FineTuned { batch_size: 0, ..tuned()? };
        let error = with(|context| error.fit(x, y, context)).expect_err("no rows in a batch");
        assert_eq!(error.message(), "`batch_size` must be at least 1, got 0");
        Ok(())
    }

    #[test]
    fn a_step_without_targets_is_continued_too() -> Result<()> {
        let (x, _) = rows();
        let step = StandardScaler::default();
        let start = with(|context| step.fit(x.clone(), (), context))?;
        let tuned = FineTuned { batch_size: 2, ..FineTuned::new(step, start) };
        let fitted = with(|context| tuned.fit(x.clone(), (), context))?;
        assert_eq!(fitted.rows(), 10);
        Ok(())
    }
}
