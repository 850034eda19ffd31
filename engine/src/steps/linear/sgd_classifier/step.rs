//! [`SgdClassifier`]: its hyperparameters, and one step against the gradient of the loss over one batch.
//!
//! Invariant: the weights depend only on the order of the batches and on the seed; a gradient is one matrix product on the
//! thread of the fit.

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::fitted::FittedSgdClassifier;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Continues, Learner, Step};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::softmax::{penalty_factor, softmax_rows};
use crate::{Error, Result};

/// Fits the probabilities of `C` classes by stochastic gradient descent:
/// `[n, d] fit([n], [n]?, ([m, d], [m])?) -> [n, C]` (scikit-learn's `SGDClassifier(loss="log_loss", penalty="l2")`; Robbins and
/// Monro 1951; Bottou, *Stochastic Gradient Descent Tricks*, 2012).
///
/// Model and input are those of [`LogisticRegression`](crate::steps::LogisticRegression): `p = softmax(x Wᵀ + b)`, for all
/// classes at once (scikit-learn fits each class against the rest). A step moves against the gradient of
/// `mean(-ln p[y]) + alpha |W|² / 2` over one batch, by the length `eta0 / (1 + eta0 alpha t)` at step `t`, which counts from 0.
/// For two classes the penalty is scikit-learn's, on the difference of their rows: `alpha |W[1] - W[0]|² / 2`.
/// All weights start at 0. Scale the columns before this step, because all columns share one step length.
///
/// [`fit`](crate::step::Fit::fit) visits the rows in a new random order in each epoch. A fit from batches takes one step for each
/// batch in the given order, and a pass is an epoch. [`partial_fit`](crate::step::PartialFit::partial_fit) is one step.
///
/// Sparse values are fitted in the same way, with `.fit(y)` and `.fit(y, weight)`; a step touches only the columns of its rows.
///
/// `.fit(..)` accepts four forms, distinguished by the number of values:
///
/// - `.fit(y)`: labels.
/// - `.fit(y, weight)`: labels and a weight for each row, which multiplies its loss (`sample_weight`). As in scikit-learn,
///   weights are not normalized: with weights of 2, the steps are twice as long. If their mean is 1, a row of weight 2 counts as
///   two rows.
/// - `.fit(y, check, check_y)`: labels and validation rows with their labels, for early stopping. The fit ends when the mean
///   of `-ln p[check_y]` over the validation rows has not fallen by `tolerance` below its minimum for `patience` epochs in a
///   row. The weights of the epoch with the smallest mean are kept. A fit whose epochs run out before is a warning for the observer
///   and `tracing`, and [`converged`](crate::steps::FittedSgdClassifier::converged) is then `Some(false)`.
/// - `.fit(y, weight, check, check_y)`: both. The validation rows have no weights.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Stopping(x: f64[n, 2]) fit(y: u8[n], check: f64[m, 2], check_y: u8[m]) -> f64[n, 2] {
///         features = x |> StandardScaler;
///         checked  = check |> through(features);
///         probs    = features |> SgdClassifier<2> { patience: 2, epochs: 1000 }.fit(y, checked, check_y);
///         probs
///     }
/// }
///
/// let x = Array2::from_shape_fn((40, 2), |(row, column)| (row % 4) as f64 + column as f64);
/// let y = Array1::from_shape_fn(40, |row| u8::from(row % 4 > 1));
/// let (check, check_y) = (x.slice_axis(Axis(0), (0..8).into()), array![0, 0, 1, 1, 0, 0, 1, 1]);
/// let model = Stopping::default().fit(&x, &y, check, check_y)?;
/// assert!(model.probs.epochs() < 1000 && model.probs.validation_loss().is_some_and(|loss| loss < 2_f64.ln()));
/// # Ok::<(), Error>(())
/// ```
///
/// Early stopping differs from scikit-learn's (`early_stopping`): the validation rows are an input instead of a random part of
/// the rows, so that the same fitted steps transform them (`check |> through(features)`); the loss decides, not the accuracy;
/// and the best weights are kept, not the last ones. In a fit from batches, each batch has validation rows of its own, which
/// are evaluated after its step.
///
/// # Errors
/// Fitting: no rows, a number of labels or weights that differs from the number of rows, a label outside `0..C`, a NaN or
/// infinity, a negative weight, weights that are all 0, an empty validation set, a hyperparameter out of range, or coefficients
/// that are no longer finite. Transforming: as `LogisticRegression`.
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SgdClassifier<const C: usize> {
    /// The weight of the penalty (`alpha`). Default: 1e-4.
    #[space(log(1e-6..=1e-1))]
    pub alpha: f64,
    /// The length of the first step (`eta0`). Default: 0.1.
    #[space(log(1e-3..=1.0))]
    pub eta0: f64,
    /// The largest number of passes over all rows in `fit` (`max_iter`). Default: 20.
    pub epochs: usize,
    /// The number of rows of a step in `fit` (scikit-learn: 1). Default: 32.
    pub batch_size: usize,
    /// With a validation set: the number of consecutive epochs without progress after which the fit ends (`n_iter_no_change`).
    /// Default: 5.
    pub patience: usize,
    /// With a validation set: the amount by which the mean loss must fall below its minimum to count as progress (`tol`).
    /// Default: 1e-3.
    pub tolerance: f64,
}

impl<const C: usize> Default for SgdClassifier<C> {
    fn default() -> Self {
        Self { alpha: 1e-4, eta0: 0.1, epochs: 20, batch_size: 32, patience: 5, tolerance: 1e-3 }
    }
}

impl<const C: usize> SgdClassifier<C> {
    pub(super) fn require_sound(&self) -> Result<()> {
        if C < 2 {
            return Err(Error::new(format!("a classifier needs at least 2 classes, got {C}")));
        }
        if !(self.eta0 > 0.0 && self.eta0.is_finite()) {
            return Err(Error::new(format!("`eta0` must be a positive number, got {}", self.eta0)));
        }
        if !(self.alpha >= 0.0 && self.alpha.is_finite()) {
            return Err(Error::new(format!("`alpha` must be 0 or a positive number, got {}", self.alpha)));
        }
        if !(self.tolerance >= 0.0 && self.tolerance.is_finite()) {
            let tolerance = self.tolerance;
            return Err(Error::new(format!("`tolerance` must be 0 or a positive number, got {tolerance}")));
        }
        let counts = [("epochs", self.epochs), ("batch_size", self.batch_size), ("patience", self.patience)];
        for (name, value) in counts {
            if value == 0 {
                return Err(Error::new(format!("`{name}` must be at least 1, got 0")));
            }
        }
        Ok(())
    }

    /// Takes one step on rows that are known to be finite; without rows, none.
    pub(super) fn step<A: Float>(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArrayView2<'_, A>,
        classes: &[usize],
        row_weights: Option<&Array1<f64>>,
    ) -> Result<()> {
        if classes.is_empty() {
            return Ok(());
        }
        let FittedSgdClassifier { scores: Affine { weights, bias, .. }, steps, .. } = fitted;
        let length = self.eta0 / (1.0 + self.eta0 * self.alpha * *steps as f64);
        let mut buffer = Array2::zeros((0, 0));
        let x = A::widen_rows(x, &mut buffer);
        let mut residuals = x.dot(weights) + &*bias;
        softmax_rows(residuals.view_mut());
        for (mut row, &class) in residuals.rows_mut().into_iter().zip(classes) {
            row[class] -= 1.0;
        }
        if let Some(row_weights) = row_weights {
            residuals *= &row_weights.view().insert_axis(Axis(1));
        }
        residuals *= length / classes.len() as f64;
        *weights *= 1.0 - length * self.alpha * penalty_factor(C);
        *weights -= &x.t().dot(&residuals);
        *bias -= &residuals.sum_axis(Axis(0));
        *steps += 1;
        if weights.iter().chain(&*bias).all(|weight| weight.is_finite()) {
            return Ok(());
        }
        Err(Error::new(format!(
            "the weights are no longer finite after {steps} steps; scale the columns before this step, or lower eta0"
        )))
    }
}

impl<const C: usize> Step for SgdClassifier<C> {
    type Fitted = FittedSgdClassifier;
    const SIGNATURE: Signature =
        Signature::new("[n, d] fit([n], [n]?, ([m, d], [m])?) -> [n, C] where C >= 2", &[("C", C as i64)]);
    const ROWWISE: bool = true;
    // 1: two classes have scikit-learn's penalty.
    const REVISION: Option<u64> = Some(1);

    fn features_in(fitted: &FittedSgdClassifier) -> Option<usize> {
        Some(fitted.coefficients().ncols())
    }
}

impl<const C: usize> Learner for SgdClassifier<C> {}

impl<const C: usize> Continues for SgdClassifier<C> {}
