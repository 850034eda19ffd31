//! [`MaxAbsScaler`]: divides columns by their largest absolute value.
//!
//! Invariant: any split of the rows into batches and parts learns the same numbers, because the largest of them does not depend
//! on it.

use std::ops::Range;

use ndarray::{ArcArray, Array1, ArrayView1, ArrayView2, Axis, Slice};

#[cfg(feature = "save")]
use crate::Error;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform, Value};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::blocks;
#[cfg(feature = "save")]
use crate::steps::kernels::checks::require_count;
use crate::steps::kernels::checks::{require_columns, require_finite, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;

/// Divides each column by its largest absolute value: `[n, d?] -> [n, d?]` (scikit-learn's `MaxAbsScaler`).
///
/// Accepts `f32` and `f64`; `[n]` is one column, and a sparse value stays sparse. Zeros stay zeros, and the rows of the fit lie between -1 and 1. A column whose
/// largest absolute value is below 2.2e-15, such as one of zeros, is unchanged. New values may lie outside -1 to 1 unless `clip`
/// is set. The transform works in place if the input's buffer has no other owner. The step fits from batches in one pass, and
/// supports [`partial_fit`](crate::step::PartialFit::partial_fit).
///
/// # Errors
/// Fitting: no rows, or a NaN or infinity. Transforming: a NaN or infinity, another number of columns, or a result beyond the
/// range of the type.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(x: f64[n, 2]) -> f64[n, 2] {
///         scaled = x |> MaxAbsScaler;
///         scaled
///     }
/// }
///
/// let x = array![[1.0, 0.0], [-4.0, 5.0]];
/// let model = Scaled::default().fit(&x)?;
/// assert_eq!(model.scaled.largest(), array![4.0, 5.0]);
/// assert_eq!(model.predict(&x)?, array![[0.25, 0.0], [-1.0, 1.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct MaxAbsScaler {
    /// Moves new values outside -1 to 1 to the nearer end. Default: false.
    #[space(boolean())]
    pub clip: bool,
}

/// The fitted form of a [`MaxAbsScaler`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedMaxAbsScaler {
    pub(super) sizes: Sizes,
    pub(super) clip: bool,
    pub(super) scale: Array1<f64>,
}

impl FittedMaxAbsScaler {
    /// The largest absolute value of each column in the fit, `[d]` (scikit-learn's `max_abs_`).
    pub fn largest(&self) -> ArrayView1<'_, f64> {
        self.sizes.largest.view()
    }

    /// The divisor of each column, `[d]` (`scale_`): its largest absolute value, or 1 where that is below 2.2e-15.
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }

    /// The number of rows of the fit (`n_samples_seen_`).
    pub fn rows(&self) -> usize {
        self.sizes.rows
    }

    pub(super) fn new(clip: bool, sizes: Sizes) -> Self {
        // scikit-learn's rule (`_handle_zeros_in_scale`): an absolute bound.
        let scale = sizes.largest.mapv(|largest| if largest < 10.0 * f64::EPSILON { 1.0 } else { largest });
        Self { sizes, clip, scale }
    }
}

/// The largest absolute value of each column, accumulated from parts of the rows; zero before the first row.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    pub(super) rows: usize,
    pub(super) largest: Array1<f64>,
}

impl Sizes {
    pub(super) fn new(columns: usize) -> Self {
        Self { rows: 0, largest: Array1::zeros(columns) }
    }

    /// Computes the sizes of all rows, in parallel. Errors number the rows from `first_row`.
    fn of<A: Float>(x: ArrayView2<'_, A>, first_row: usize) -> Result<Self> {
        let shard = |range: Range<usize>| {
            let mut sizes = Self::new(x.ncols());
            sizes.update(x.slice_axis(Axis(0), Slice::from(range.clone())), first_row + range.start)?;
            Ok(sizes)
        };
        let merge = |all: &mut Self, next: Self| all.merge(&next);
        let sizes = blocks::reduce(x.nrows(), blocks::block_rows(x.ncols()), shard, merge)?;
        Ok(sizes.unwrap_or_else(|| Self::new(x.ncols())))
    }

    fn update<A: Float>(&mut self, rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
        require_finite(rows, first_row)?;
        for row in rows.rows() {
            self.largest.zip_mut_with(&row, |largest, value| *largest = largest.max(value.widen().abs()));
        }
        self.rows += rows.nrows();
        Ok(())
    }

    pub(super) fn merge(&mut self, other: &Self) -> Result<()> {
        require_columns(self.largest.len(), other.largest.len())?;
        self.largest.zip_mut_with(&other.largest, |largest, &value| *largest = largest.max(value));
        self.rows += other.rows;
        Ok(())
    }
}

impl Step for MaxAbsScaler {
    type Fitted = FittedMaxAbsScaler;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedMaxAbsScaler) -> Option<usize> {
        Some(fitted.scale.len())
    }
}

impl Invertible for MaxAbsScaler {}

impl Mergeable for MaxAbsScaler {}

impl Continues for MaxAbsScaler {}

impl<A: Float, D: OneOrTwoAxes<A>> Learn<ArcArray<A, D>> for MaxAbsScaler
where
    ArcArray<A, D>: Value,
{
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Sizes>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray<A, D>, (): (), _: &Context<'_>) -> Result<()> {
        let x = D::__into_columns(x);
        let seen = state.as_ref().map_or(0, |sizes| sizes.rows);
        let batch = Sizes::of(x.view(), seen)?;
        add(state, Some(batch), Sizes::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Sizes::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedMaxAbsScaler> {
        let sizes = state.unwrap_or_else(|| Sizes::new(0));
        require_rows(sizes.rows)?;
        Ok(FittedMaxAbsScaler::new(self.clip, sizes))
    }

    fn resume(&self, fitted: &FittedMaxAbsScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.sizes.clone()))
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedMaxAbsScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let most = if self.clip { 1.0 } else { f64::INFINITY };
        let scaled = |value, scale, _| f64::clamp(value / scale, -most, most);
        blocks::rewrite_by_column(x, (&self.scale, &self.scale), scaled)
    }
}

/// Multiplies by the scale (scikit-learn's `inverse_transform`). Values moved by `clip` stay moved.
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedMaxAbsScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let restored = |value, scale, _| value * scale;
        blocks::rewrite_by_column(z, (&self.scale, &self.scale), restored)
    }
}

#[cfg(feature = "save")]
impl Save for FittedMaxAbsScaler {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("rows", &(self.sizes.rows as u64))?;
        out.field("largest", &self.sizes.largest)?;
        out.field("clip", &self.clip)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let rows: u64 = state.field("rows")?;
        require_count("rows", rows)?;
        let rows = usize::try_from(rows).map_err(Error::from_source)?;
        let largest: Array1<f64> = state.field("largest")?;
        if let Some(column) = largest.iter().position(|largest| !(*largest >= 0.0 && largest.is_finite())) {
            return Err(Error::new(format!(
                "`largest` must hold absolute values, but that of column {column} (counted from 0) is {}; the file is \
                 damaged or forged",
                largest[column]
            )));
        }
        Ok(Self::new(state.field("clip")?, Sizes { rows, largest }))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray2, array};

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    fn fit(clip: bool, x: ArcArray2<f64>) -> Result<FittedMaxAbsScaler> {
        let run = Run::new();
        MaxAbsScaler { clip }.fit(x, (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn zeros_stay_and_a_column_of_almost_zeros_is_unchanged() {
        let x = array![[0.0, 0.0, 1e-15], [-8.0, 0.0, 2e-15], [4.0, 0.0, 0.0]].into_shared();
        let fitted = fit(false, x.clone()).expect("finite");
        assert_eq!((fitted.scale(), fitted.rows()), (array![8.0, 1.0, 1.0].view(), 3));
        assert_eq!(fitted.largest(), array![8.0, 0.0, 2e-15]);
        assert_eq!(fitted.transform(x).expect("finite").column(0), array![0.0, -1.0, 0.5]);
    }

    #[test]
    fn new_values_are_moved_only_by_clip() {
        let (x, new) = (array![[2.0], [-1.0]].into_shared(), array![[-6.0], [1.0], [3.0]].into_shared());
        let free = fit(false, x.clone()).expect("finite").transform(new.clone()).expect("finite");
        assert_eq!(free, array![[-3.0], [0.5], [1.5]]);
        let clipped = fit(true, x).expect("finite").transform(new).expect("finite");
        assert_eq!(clipped, array![[-1.0], [0.5], [1.0]]);
    }

    #[test]
    fn the_largest_number_of_all_is_scaled_and_a_result_beyond_the_type_is_named() {
        let x = array![[f64::MAX], [-f64::MAX]].into_shared();
        let fitted = fit(false, x.clone()).expect("finite");
        assert_eq!(fitted.transform(x.clone()).expect("finite"), array![[1.0], [-1.0]]);
        let small = fit(false, array![[1e-3]].into_shared()).expect("finite");
        let error = small.transform(x).expect_err("1e311").to_string();
        assert!(error.contains("the result in row 0, column 0 (counted from 0) is inf"), "{error}");
    }
}
