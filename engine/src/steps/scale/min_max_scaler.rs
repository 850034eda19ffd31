//! [`MinMaxScaler`]: scales columns to a range.
//!
//! Invariant: any split of the rows into batches and parts learns the same numbers, because the extremes do not depend
//! on it.

use std::ops::Range;

use ndarray::{ArcArray, Array1, ArrayView1, ArrayView2, Axis, Slice, Zip};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform, Value};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::blocks;
#[cfg(feature = "save")]
use crate::steps::kernels::checks::require_count;
use crate::steps::kernels::checks::{require_columns, require_finite, require_rows, too_far_apart};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::{Error, Result};

/// Scales each column so that its smallest and largest value become the ends of a range: `[n, d?] -> [n, d?]` (scikit-learn's
/// `MinMaxScaler`).
///
/// Accepts `f32` and `f64`; `[n]` is one column. A constant column becomes the lower end of the range. New values may lie outside the range unless
/// `clip` is set; those of the fit lie within it. The transform works in place if the input's buffer has no other owner. The step fits from batches in one
/// pass, and supports [`partial_fit`](crate::step::PartialFit::partial_fit).
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, values so far apart that their distance is not finite, or a range whose ends are not
/// finite and increasing. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(x: f32[n, 1]) -> f32[n, 1] {
///         x |> MinMaxScaler { feature_range: (-1.0, 1.0) }
///     }
/// }
///
/// let x = array![[1.0_f32], [3.0], [5.0]];
/// let model = Scaled::default().fit(&x)?;
/// assert_eq!(model.predict(&x)?, array![[-1.0], [0.0], [1.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct MinMaxScaler {
    /// The range of the transformed columns. Default: `(0.0, 1.0)`.
    #[space(nested)]
    pub feature_range: (f64, f64),
    /// Moves new values outside the range to its nearer end. Default: false.
    #[space(boolean())]
    pub clip: bool,
}

impl Default for MinMaxScaler {
    fn default() -> Self {
        Self { feature_range: (0.0, 1.0), clip: false }
    }
}

/// The fitted form of a [`MinMaxScaler`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedMinMaxScaler {
    extremes: Extremes,
    /// The distance of the extremes of each column; 1 for a constant one.
    distance: Array1<f64>,
    range: (f64, f64),
    clip: bool,
    scale: Array1<f64>,
    shift: Array1<f64>,
}

impl FittedMinMaxScaler {
    /// The smallest value of each column in the fit, `[d]` (scikit-learn's `data_min_`).
    pub fn smallest(&self) -> ArrayView1<'_, f64> {
        self.extremes.low.view()
    }

    /// The largest value of each column in the fit, `[d]` (`data_max_`).
    pub fn largest(&self) -> ArrayView1<'_, f64> {
        self.extremes.high.view()
    }

    /// The factor of each column, `[d]` (`scale_`).
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }

    /// The number added to each column after the multiplication, `[d]` (`min_`).
    pub fn shift(&self) -> ArrayView1<'_, f64> {
        self.shift.view()
    }

    /// The number of rows of the fit (`n_samples_seen_`).
    pub fn rows(&self) -> usize {
        self.extremes.rows
    }

    fn new(range: (f64, f64), clip: bool, extremes: Extremes) -> Result<Self> {
        let (low, high) = range;
        let distance = &extremes.high - &extremes.low;
        if let Some(column) = distance.iter().position(|distance| !distance.is_finite()) {
            return Err(too_far_apart(column, "distance"));
        }
        // scikit-learn's rule (`_handle_zeros_in_scale`): an absolute bound, and a range of zero counts as 1.
        let distance = distance.mapv(|distance| if distance < 10.0 * f64::EPSILON { 1.0 } else { distance });
        let scale = distance.mapv(|distance| (high - low) / distance);
        let shift = low - &extremes.low * &scale;
        Ok(Self { extremes, distance, range, clip, scale, shift })
    }
}

/// The smallest and largest value of each column, accumulated from parts of the rows; infinite before the first row.
#[derive(Debug, Clone, PartialEq)]
pub struct Extremes {
    rows: usize,
    low: Array1<f64>,
    high: Array1<f64>,
}

impl Extremes {
    fn new(columns: usize) -> Self {
        Self {
            rows: 0,
            low: Array1::from_elem(columns, f64::INFINITY),
            high: Array1::from_elem(columns, f64::NEG_INFINITY),
        }
    }

    /// Computes the extremes of all rows, in parallel. Errors number the rows from `first_row`.
    fn of<A: Float>(x: ArrayView2<'_, A>, first_row: usize) -> Result<Self> {
        let shard = |range: Range<usize>| {
            let mut extremes = Self::new(x.ncols());
            extremes.update(x.slice_axis(Axis(0), Slice::from(range.clone())), first_row + range.start)?;
            Ok(extremes)
        };
        let merge = |all: &mut Self, next: Self| all.merge(&next);
        let extremes = blocks::reduce(x.nrows(), blocks::block_rows(x.ncols()), shard, merge)?;
        Ok(extremes.unwrap_or_else(|| Self::new(x.ncols())))
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
        self.rows += rows.nrows();
        Ok(())
    }

    fn merge(&mut self, other: &Self) -> Result<()> {
        require_columns(self.low.len(), other.low.len())?;
        self.low.zip_mut_with(&other.low, |low, &value| *low = low.min(value));
        self.high.zip_mut_with(&other.high, |high, &value| *high = high.max(value));
        self.rows += other.rows;
        Ok(())
    }
}

fn require_range((low, high): (f64, f64)) -> Result<()> {
    if low < high && (high - low).is_finite() {
        return Ok(());
    }
    Err(Error::new(format!(
        "`feature_range` must have two finite ends in increasing order, got ({low}, {high})"
    )))
}

impl Step for MinMaxScaler {
    type Fitted = FittedMinMaxScaler;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
    // 1: the smallest value is subtracted before the product.
    const REVISION: Option<u64> = Some(1);

    fn features_in(fitted: &FittedMinMaxScaler) -> Option<usize> {
        Some(fitted.distance.len())
    }
}

impl Invertible for MinMaxScaler {}

impl Mergeable for MinMaxScaler {}

impl Continues for MinMaxScaler {}

impl<A: Float, D: OneOrTwoAxes<A>> Learn<ArcArray<A, D>> for MinMaxScaler
where
    ArcArray<A, D>: Value,
{
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Extremes>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        require_range(self.feature_range).map(|()| None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray<A, D>, (): (), _: &Context<'_>) -> Result<()> {
        let x = D::__into_columns(x);
        let seen = state.as_ref().map_or(0, |extremes| extremes.rows);
        let batch = Extremes::of(x.view(), seen)?;
        add(state, Some(batch), Extremes::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Extremes::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedMinMaxScaler> {
        let extremes = state.unwrap_or_else(|| Extremes::new(0));
        require_rows(extremes.rows)?;
        FittedMinMaxScaler::new(self.feature_range, self.clip, extremes)
    }

    fn resume(&self, fitted: &FittedMinMaxScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.extremes.clone()))
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedMinMaxScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let (low, high) = self.range;
        let (least, most) = if self.clip { self.range } else { (f64::NEG_INFINITY, f64::INFINITY) };
        let columns = (&self.extremes.low, &self.distance);
        // The difference first: a common offset costs no digits. From the nearer end: both ends are exact.
        let scaled = |value, smallest, distance| {
            let share = (value - smallest) / distance;
            let (from_low, from_high) = (low + share * (high - low), high - (1.0 - share) * (high - low));
            f64::clamp(if share <= 0.5 { from_low } else { from_high }, least, most)
        };
        blocks::rewrite_by_column(x, columns, scaled)
    }
}

/// Maps the range back to the extremes of each column (scikit-learn's `inverse_transform`). Values moved by `clip` stay moved.
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedMinMaxScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let (low, high) = self.range;
        let columns = (&self.extremes.low, &self.distance);
        let restored = |value, smallest, distance| smallest + (value - low) / (high - low) * distance;
        blocks::rewrite_by_column(z, columns, restored)
    }
}

#[cfg(feature = "save")]
impl Save for FittedMinMaxScaler {
    /// Version 2 has the range in place of what is computed from it.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("rows", &(self.extremes.rows as u64))?;
        out.field("smallest", &self.extremes.low)?;
        out.field("largest", &self.extremes.high)?;
        out.field("scale", &self.scale)?;
        out.field("shift", &self.shift)?;
        out.field("range", &self.range)?;
        out.field("clip", &self.clip)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let rows: u64 = state.field("rows")?;
        require_count("rows", rows)?;
        let rows = usize::try_from(rows).map_err(Error::from_source)?;
        let low: Array1<f64> = state.field("smallest")?;
        let columns = [low.len()];
        let high: Array1<f64> = state.shaped("largest", &columns)?;
        let (scale, shift): (Array1<f64>, Array1<f64>) =
            (state.shaped("scale", &columns)?, state.shaped("shift", &columns)?);
        let (range, clip) = if state.version() < 2 {
            let clip: Option<(f64, f64)> = state.field("clip")?;
            (clip.unwrap_or_else(|| range_of(&low, &high, &scale, &shift)), clip.is_some())
        } else {
            (state.field("range")?, state.field("clip")?)
        };
        require_range(range)?;
        Self::new(range, clip, Extremes { rows, low, high })
    }
}

/// The range that a file of version 1 does not hold, from the column whose product loses the fewest digits.
#[cfg(feature = "save")]
fn range_of(low: &Array1<f64>, high: &Array1<f64>, scale: &Array1<f64>, shift: &Array1<f64>) -> (f64, f64) {
    let columns = low.iter().zip(high).zip(scale.iter().zip(shift));
    let size = |((low, _), (scale, _)): &((&f64, &f64), (&f64, &f64))| (*low * *scale).abs();
    let best = columns.min_by(|one, other| size(one).total_cmp(&size(other)));
    best.map_or((0.0, 1.0), |((low, high), (scale, shift))| {
        let distance = if high - low < 10.0 * f64::EPSILON { 1.0 } else { high - low };
        let start = low * scale + shift;
        (start, start + scale * distance)
    })
}
