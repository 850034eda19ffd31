//! The weights of rows: how much each row counts while learning.
//!
//! Invariant: a weight is a finite number that is not negative, and there is one for each row. A row of weight 2 counts as
//! two such rows, one of weight 0 as none; weights of 1 give the bits that no weights give.

use ndarray::{ArcArray1, Array1, ArrayView1};

use super::Float;
use crate::{Error, Result};

/// What `.fit(..)` may hold of a step that learns without a target: nothing, or a weight for each row (`f32` or `f64`).
///
/// The trait is sealed. A weight that is negative, NaN or infinite is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no weights of rows",
    label = "expected one `f32` or `f64` for each row"
)]
pub trait RowWeights: Clone + Send + 'static + sealed::Sealed {
    /// The weights of that many rows, numbered from `first_row`; `None`: each row counts once.
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

/// A target for each row, and perhaps a weight.
pub(super) type TargetsAndWeights<T> = (ArcArray1<T>, Option<Array1<f64>>);

/// What `.fit(..)` may hold of a step that learns against a target for each row: the targets alone, or a pair of the
/// targets and a weight for each row (`f32` or `f64`; scikit-learn's `sample_weight`).
///
/// The trait is sealed. A weight that is negative, NaN or infinite is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither targets nor targets with weights",
    label = "expected a target for each row, and after it, where you like, a weight for each row"
)]
pub trait Weighted: Clone + Send + 'static + sealed::Sealed {
    /// The type of a target.
    type Target;

    /// The targets, and the weights of that many rows, numbered from `first_row`; `None`: each row counts once.
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

/// The weights of that many rows, numbered from `first_row`.
pub(super) fn checked<W: Float>(
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
             give a row that is not to count the weight 0",
            first_row + row
        )));
    }
    let weights = weights.mapv(Float::widen);
    if weights.sum().is_finite() {
        return Ok(weights);
    }
    Err(Error::new("the sum of the weights exceeds f64; divide them by the largest"))
}

/// An error if no row counts.
pub(super) fn require_weight(total: f64) -> Result<()> {
    if total > 0.0 {
        return Ok(());
    }
    Err(Error::new(
        "the weights of all rows are 0, so there is nothing to learn from; give the rows that count a positive weight",
    ))
}

mod sealed {
    use ndarray::ArcArray1;

    pub trait Sealed {}
    impl Sealed for () {}
    impl<T> Sealed for ArcArray1<T> {}
    impl<T, W> Sealed for (ArcArray1<T>, ArcArray1<W>) {}
}
