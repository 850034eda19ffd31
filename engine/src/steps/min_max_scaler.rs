//! [`MinMaxScaler`]: columns within a given range.

use std::ops::Range;

use ndarray::{ArcArray2, Array1, ArrayView1, ArrayView2, Axis, Slice, Zip};

use super::accumulate::add;
use super::check::{require_columns, require_finite, require_rows};
use super::{Float, rows};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::{Error, Result};

/// Maps the smallest and largest value of each column to a range: `[n, d] -> [n, d]` (scikit-learn's `MinMaxScaler`).
///
/// Takes `f32` and `f64`. A constant column becomes the lower end of the range. New values may leave the range unless
/// `clip` is set. Where the input's buffer has no other owner, transforming works in place. Learns from batches in one pass,
/// and goes on from where it stands.
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
    #[space(nested)]
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

    /// How many rows were seen (`n_samples_seen_`).
    pub fn rows(&self) -> usize {
        self.extremes.rows
    }

    fn new(options: &MinMaxScaler, extremes: Extremes) -> Result<Self> {
        let (low, high) = options.feature_range;
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
        Ok(Self { extremes, scale, shift, clip: options.clip.then_some((low, high)) })
    }
}

/// The smallest and largest value of each column, learnt from parts of the rows; infinite before the first row.
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

    /// Of all rows, in parallel; they are numbered from `first_row` in an error.
    fn of<A: Float>(x: ArrayView2<'_, A>, first_row: usize) -> Result<Self> {
        let shard = |range: Range<usize>| {
            let mut extremes = Self::new(x.ncols());
            extremes.update(x.slice_axis(Axis(0), Slice::from(range.clone())), first_row + range.start)?;
            Ok(extremes)
        };
        let merge = |all: &mut Self, next: Self| all.merge(&next);
        let extremes = rows::reduce(x.nrows(), rows::block_rows(x.ncols()), shard, merge)?;
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

impl Step for MinMaxScaler {
    type Fitted = FittedMinMaxScaler;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;
}

impl Invertible for MinMaxScaler {}

impl Mergeable for MinMaxScaler {}

impl Continues for MinMaxScaler {}

impl<A: Float> Learn<ArcArray2<A>> for MinMaxScaler {
    /// `None` before the first batch, which tells the number of columns.
    type State = Option<Extremes>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        let (low, high) = self.feature_range;
        if low < high && low.is_finite() && high.is_finite() {
            return Ok(None);
        }
        Err(Error::new(format!("feature_range needs two finite ends in rising order, got ({low}, {high})")))
    }

    fn update(&self, state: &mut Self::State, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
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
        FittedMinMaxScaler::new(self, extremes)
    }

    fn resume(&self, fitted: &FittedMinMaxScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.extremes.clone()))
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedMinMaxScaler {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let (low, high) = self.clip.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        rows::rewrite_by_column(x, (&self.scale, &self.shift), |value, scale, shift| {
            (value * scale + shift).clamp(low, high)
        })
    }
}

/// Subtracts the shift and divides by the scale (scikit-learn's `inverse_transform`). What `clip` has moved stays moved.
impl<A: Float> Inverse<ArcArray2<A>> for FittedMinMaxScaler {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        rows::rewrite_by_column(z, (&self.scale, &self.shift), |value, scale, shift| (value - shift) / scale)
    }
}

#[cfg(feature = "save")]
impl Save for FittedMinMaxScaler {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("rows", &(self.extremes.rows as u64))?;
        out.field("smallest", &self.extremes.low)?;
        out.field("largest", &self.extremes.high)?;
        out.field("scale", &self.scale)?;
        out.field("shift", &self.shift)?;
        out.field("clip", &self.clip)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let rows = usize::try_from(state.field::<u64>("rows")?).map_err(Error::from_source)?;
        let low: Array1<f64> = state.field("smallest")?;
        let columns = [low.len()];
        let clip: Option<(f64, f64)> = state.field("clip")?;
        // `clamp` would panic.
        if let Some((low, high)) = clip.filter(|(low, high)| low.is_nan() || high.is_nan() || low > high) {
            return Err(Error::new(format!(
                "`clip` must be two numbers in rising order, got {low} and {high}"
            )));
        }
        Ok(Self {
            extremes: Extremes { rows, low, high: state.shaped("largest", &columns)? },
            scale: state.shaped("scale", &columns)?,
            shift: state.shaped("shift", &columns)?,
            clip,
        })
    }
}
