//! [`MinMaxScaler`]: columns within a given range.

use std::ops::Range;

use ndarray::{ArcArray2, Array1, ArrayView1, ArrayView2, Axis, Slice, Zip};

use super::check::{require_columns, require_finite, require_rows};
use super::{Float, rows};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Step, Transform};
use crate::{Error, Result};

/// Maps the smallest and largest value of each column to a range: `[n, d] -> [n, d]` (scikit-learn's `MinMaxScaler`).
///
/// Takes `f32` and `f64`. A constant column becomes the lower end of the range. New values may leave the range unless
/// `clip` is set. Where the input's buffer has no other owner, transforming works in place.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, values so far apart that their distance is not finite, or a range whose
/// ends are not finite and in rising order. Transforming: NaN or infinity, or another number of columns.
///
/// ```
/// use ndarray::array;
/// use shapeflow::Phase;
/// use shapeflow::step::{Context, Fit, Run, Transform};
/// use shapeflow::steps::MinMaxScaler;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[1.0_f32], [3.0], [5.0]].into_shared();
/// let scaler = MinMaxScaler { feature_range: (-1.0, 1.0), ..MinMaxScaler::default() }.fit(x.clone(), (), &context)?;
/// assert_eq!(scaler.transform(x)?, array![[-1.0], [0.0], [1.0]]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct MinMaxScaler {
    /// What the smallest and the largest value of each column become. Default: `(0.0, 1.0)`.
    #[space(skip)]
    pub feature_range: (f64, f64),
    /// Move new values that leave the range to its nearer end. Default: false.
    #[space(boolean())]
    pub clip: bool,
}

impl Default for MinMaxScaler {
    fn default() -> Self {
        Self { feature_range: (0.0, 1.0), clip: false }
    }
}

/// A [`MinMaxScaler`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedMinMaxScaler {
    extremes: Extremes,
    scale: Array1<f64>,
    shift: Array1<f64>,
    clip: Option<(f64, f64)>,
}

impl FittedMinMaxScaler {
    /// The smallest value of each column, `[d]` (scikit-learn's `data_min_`).
    pub fn smallest(&self) -> ArrayView1<'_, f64> {
        self.extremes.low.view()
    }

    /// The largest value of each column, `[d]` (`data_max_`).
    pub fn largest(&self) -> ArrayView1<'_, f64> {
        self.extremes.high.view()
    }

    /// What each column is multiplied by, `[d]` (`scale_`).
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }

    /// What is added to each column after that, `[d]` (`min_`).
    pub fn shift(&self) -> ArrayView1<'_, f64> {
        self.shift.view()
    }
}

/// The smallest and largest value of each column; infinite before the first row. Mergeable.
#[derive(Debug, Clone, PartialEq)]
struct Extremes {
    low: Array1<f64>,
    high: Array1<f64>,
}

impl Extremes {
    fn new(columns: usize) -> Self {
        Self {
            low: Array1::from_elem(columns, f64::INFINITY),
            high: Array1::from_elem(columns, f64::NEG_INFINITY),
        }
    }

    fn update<A: Float>(&mut self, rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
        require_finite(rows, first_row)?;
        for row in rows.rows() {
            Zip::from(&mut self.low).and(&mut self.high).and(row).for_each(|low, high, value| {
                let value = value.widen();
                *low = low.min(value);
                *high = high.max(value);
            });
        }
        Ok(())
    }

    fn merge(&mut self, other: &Self) {
        self.low.zip_mut_with(&other.low, |low, &value| *low = low.min(value));
        self.high.zip_mut_with(&other.high, |high, &value| *high = high.max(value));
    }
}

impl Step for MinMaxScaler {
    type Fitted = FittedMinMaxScaler;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;
}

impl<A: Float> Fit<ArcArray2<A>> for MinMaxScaler {
    fn fit(&self, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<FittedMinMaxScaler> {
        let (low, high) = self.feature_range;
        if !(low < high && low.is_finite() && high.is_finite()) {
            return Err(Error::new(format!(
                "feature_range needs two finite ends in rising order, got ({low}, {high})"
            )));
        }
        require_rows(x.nrows())?;
        let shard = |range: Range<usize>| {
            let mut extremes = Extremes::new(x.ncols());
            extremes.update(x.slice_axis(Axis(0), Slice::from(range.clone())), range.start)?;
            Ok(extremes)
        };
        let merge = |all: &mut Extremes, next: Extremes| {
            all.merge(&next);
            Ok(())
        };
        let extremes = rows::reduce(x.nrows(), rows::block_rows(x.ncols()), shard, merge)?
            .unwrap_or_else(|| Extremes::new(x.ncols()));
        let distance = &extremes.high - &extremes.low;
        if let Some(column) = distance.iter().position(|distance| !distance.is_finite()) {
            return Err(Error::new(format!(
                "the values of column {column} (counted from 0) lie so far apart that their distance exceeds f64; \
                 rescale or clip them before this step"
            )));
        }
        // scikit-learn's rule (`_handle_zeros_in_scale`): an absolute bound, and a range of zero counts as 1.
        let scale = distance
            .mapv(|distance| (high - low) / if distance < 10.0 * f64::EPSILON { 1.0 } else { distance });
        let shift = low - &extremes.low * &scale;
        Ok(FittedMinMaxScaler { extremes, scale, shift, clip: self.clip.then_some((low, high)) })
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedMinMaxScaler {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.scale.len(), x.ncols())?;
        let (low, high) = self.clip.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        rows::rewrite(x, |first_row, mut block| {
            require_finite(block.view(), first_row)?;
            for mut row in block.rows_mut() {
                Zip::from(&mut row).and(&self.scale).and(&self.shift).for_each(|value, scale, shift| {
                    *value = A::narrow((value.widen() * scale + shift).clamp(low, high));
                });
            }
            Ok(())
        })
    }
}
