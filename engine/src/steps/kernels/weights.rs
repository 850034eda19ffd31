//! [`RowWeights`] and [`Weighted`]: the weight of each row in a fit.
//!
//! Invariant: a weight is 0 or between 1e-100 and 1e100, and each row has one. A row of weight 2 counts as two rows, one
//! of weight 0 does not count; weights of 1 give the same bits as no weights.

use ndarray::{ArcArray1, Array1, ArrayView1};

use super::float::Float;
use crate::{Error, Result};

/// The range of weights: products of a weight, a squared deviation and a hyperparameter stay far from the limits of `f64`.
const LEAST: f64 = 1e-100;
const MOST: f64 = 1e100;

/// The values that `.fit(..)` of a step without a target accepts: nothing, or a weight for each row (`f32` or `f64`;
/// scikit-learn's `sample_weight`).
///
/// The trait is sealed. A weight that is negative, NaN, infinite, or neither 0 nor between 1e-100 and 1e100, is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used as row weights",
    label = "expected one `f32` or `f64` for each row"
)]
pub trait RowWeights: Clone + Send + 'static + sealed::Sealed {
    /// Checks the weights of that many rows, numbered from `first_row`; `None` if each row counts once.
    #[doc(hidden)]
    fn __weights(self, rows: usize, first_row: usize) -> Result<Option<Array1<f64>>>;
}

impl RowWeights for () {
    fn __weights(self, _: usize, _: usize) -> Result<Option<Array1<f64>>> {
        Ok(None)
    }
}

impl<W: Float> RowWeights for ArcArray1<W> {
    fn __weights(self, rows: usize, first_row: usize) -> Result<Option<Array1<f64>>> {
        checked(self.view(), rows, first_row).map(Some)
    }
}

/// A target and optionally a weight for each row.
pub(crate) type TargetsAndWeights<T> = (ArcArray1<T>, Option<Array1<f64>>);

/// The values that `.fit(..)` of a step with a target for each row accepts: the targets alone, or the targets and a weight
/// for each row (`f32` or `f64`; scikit-learn's `sample_weight`).
///
/// The trait is sealed. A weight that is negative, NaN, infinite, or neither 0 nor between 1e-100 and 1e100, is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither targets nor targets with weights",
    label = "expected a target for each row, optionally followed by a weight for each row"
)]
pub trait Weighted: Clone + Send + 'static + sealed::Sealed {
    /// The type of a target.
    type Target;

    /// Splits the targets from the weights of that many rows, numbered from `first_row`; `None` if each row counts once.
    #[doc(hidden)]
    fn __split(self, rows: usize, first_row: usize) -> Result<TargetsAndWeights<Self::Target>>;
}

impl<T: Send + Sync + 'static> Weighted for ArcArray1<T> {
    type Target = T;

    fn __split(self, _: usize, _: usize) -> Result<TargetsAndWeights<T>> {
        Ok((self, None))
    }
}

impl<T: Send + Sync + 'static, W: Float> Weighted for (ArcArray1<T>, ArcArray1<W>) {
    type Target = T;

    fn __split(self, rows: usize, first_row: usize) -> Result<TargetsAndWeights<T>> {
        let weights = checked(self.1.view(), rows, first_row)?;
        Ok((self.0, Some(weights)))
    }
}

/// Checks the weights of that many rows, numbered from `first_row`.
pub(crate) fn checked<W: Float>(
    weights: ArrayView1<'_, W>,
    rows: usize,
    first_row: usize,
) -> Result<Array1<f64>> {
    if weights.len() != rows {
        return Err(Error::new(format!(
            "each row needs a weight, got {rows} rows and {} weights",
            weights.len()
        )));
    }
    let is_wrong = |weight: f64| !(weight >= 0.0 && weight.is_finite());
    if let Some((row, weight)) = weights.iter().enumerate().find(|(_, weight)| is_wrong(weight.widen())) {
        return Err(Error::new(format!(
            "every weight must be 0 or a positive number, but that of row {} (counted from 0) is {weight}; \
             use the weight 0 for a row that should not count",
            first_row + row
        )));
    }
    let is_extreme = |weight: f64| weight != 0.0 && !(LEAST..=MOST).contains(&weight);
    if let Some((row, weight)) = weights.iter().enumerate().find(|(_, weight)| is_extreme(weight.widen())) {
        return Err(Error::new(format!(
            "a weight must be 0 or between {LEAST:e} and {MOST:e}, but that of row {} (counted from 0) is {weight:e}; \
             divide all weights by their mean",
            first_row + row
        )));
    }
    Ok(weights.mapv(Float::widen))
}

/// Fails if no row counts.
pub(crate) fn require_weight(total: f64) -> Result<()> {
    if total > 0.0 {
        return Ok(());
    }
    Err(Error::new(
        "the weights of all rows are 0, so there is nothing to fit on; use a positive weight for the rows that count",
    ))
}

mod sealed {
    use ndarray::ArcArray1;

    pub trait Sealed {}
    impl Sealed for () {}
    impl<T> Sealed for ArcArray1<T> {}
    impl<T, W> Sealed for (ArcArray1<T>, ArcArray1<W>) {}
}
