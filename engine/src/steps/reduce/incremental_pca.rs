//! [`IncrementalPca`]: principal components from small batches, in the memory of the kept ones.
//!
//! Invariant: the entry of largest absolute value in each direction is positive. A state holds `n_components` directions, whatever the number
//! of rows.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis, Slice, concatenate};

use super::pca::point_up;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Features, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_columns, require_components, require_rows};
use crate::steps::kernels::decompose::right_singular;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::{Error, Result};

/// Projects rows on the directions of largest variance, found batch by batch from the directions so far: `[n, d] -> [n, n_components]`
/// (scikit-learn's `IncrementalPCA`; Ross, Lim, Lin and Yang 2008, *Incremental learning for robust visual tracking*).
///
/// Accepts `f32` and `f64`. It needs the memory of `n_components` directions and a batch; [`Pca`](crate::steps::Pca) needs that of `d²` numbers, learns
/// from batches too, and is exact. The directions depend on the batches, because a batch only sees the directions that the earlier ones
/// have kept: a fit on all rows cuts them into batches of `batch_size`, as scikit-learn does, and a fit from batches cuts each of them.
/// Parts that are learned in parallel are merged in the same way. The step supports [`partial_fit`](crate::step::PartialFit::partial_fit).
///
/// # Errors
/// Fitting: fewer than 2 rows, `n_components` of 0 or above the number of columns, fewer rows than components in the first batch, a NaN or infinity, or values so far apart
/// that their variance is not finite. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Low(x: f64[n, 3]) -> f64[n, components] {
///         low = x |> IncrementalPca { n_components: 1, batch_size: 2 };
///         low
///     }
/// }
///
/// let x = array![[1.0, 2.0, 0.0], [2.0, 4.0, 0.0], [3.0, 6.0, 0.0], [4.0, 8.0, 0.0]];
/// let model = Low::default().fit(&x)?;
/// assert!((model.low.components()[[0, 1]] - 0.8_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct IncrementalPca {
    /// The number of kept directions: at least 1. Default: 2.
    pub n_components: usize,
    /// The number of rows of a batch; 0 is five times the number of columns. Default: 0.
    pub batch_size: usize,
    /// Divides each component by its standard deviation, so that its unbiased variance becomes 1. Default: false.
    #[space(boolean())]
    pub whiten: bool,
}

impl Default for IncrementalPca {
    fn default() -> Self {
        Self { n_components: 2, batch_size: 0, whiten: false }
    }
}

/// The fitted form of an [`IncrementalPca`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedIncrementalPca {
    moments: Moments,
    /// As rows.
    components: Array2<f64>,
    singular_values: Array1<f64>,
    whiten: bool,
}

impl FittedIncrementalPca {
    /// The directions, `[n_components, d]`: orthogonal rows of length 1, by decreasing variance (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// The singular values, `[n_components]` (`singular_values_`).
    pub fn singular_values(&self) -> ArrayView1<'_, f64> {
        self.singular_values.view()
    }

    /// The unbiased variance along each direction, `[n_components]` (`explained_variance_`).
    pub fn explained_variance(&self) -> Array1<f64> {
        &self.singular_values * &self.singular_values / (self.moments.rows().max(2) - 1) as f64
    }

    /// The variance along each direction as a share of that of all columns (`explained_variance_ratio_`).
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        let total = self.moments.variance().sum() * self.moments.rows() as f64;
        &self.singular_values * &self.singular_values / total
    }

    /// The mean of each column, `[d]` (`mean_`).
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.moments.mean()
    }

    /// What each component is divided by.
    fn deviations(&self) -> Array1<f64> {
        if self.whiten {
            self.explained_variance().mapv(|variance| variance.sqrt().max(f64::EPSILON))
        } else {
            Array1::ones(self.components.nrows())
        }
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let fits = self.components.ncols() == self.moments.mean().len()
            && self.components.nrows() == self.singular_values.len();
        if fits && self.moments.rows() > 1 {
            return Ok(());
        }
        Err(Error::new(
            "`components`, `singular_values` and `moments` must belong together; the file is damaged or forged",
        ))
    }
}

impl Step for IncrementalPca {
    type Fitted = FittedIncrementalPca;
    const SIGNATURE: Signature =
        Signature::new("[n, d] -> [n, n_components] where n_components <= d, n_components >= 1", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedIncrementalPca, _: &[Features]) -> Vec<Features> {
        vec![Features::unnamed(fitted.components.nrows())]
    }

    fn features_in(fitted: &FittedIncrementalPca) -> Option<usize> {
        Some(fitted.components.ncols())
    }
}

impl Invertible for IncrementalPca {}

impl Mergeable for IncrementalPca {}

impl Continues for IncrementalPca {}

/// The directions of the rows so far, each with its singular value as length.
#[derive(Debug, Clone)]
pub struct Directions {
    moments: Moments,
    scaled: Array2<f64>,
}

impl Directions {
    /// The directions of these centered rows.
    fn of(moments: Moments, centered: &Array2<f64>, kept: usize) -> Result<Self> {
        let (singular, directions) = right_singular(centered.view())?;
        let kept = Slice::from(..kept.min(singular.len()));
        let singular = singular.slice_axis(Axis(0), kept).insert_axis(Axis(1));
        Ok(Self { moments, scaled: &directions.slice_axis(Axis(0), kept) * &singular })
    }

    /// The directions of both, with the distance of their means as one more row.
    fn merge(&mut self, later: &Self, kept: usize) -> Result<()> {
        require_columns(self.scaled.ncols(), later.scaled.ncols())?;
        if later.moments.rows() == 0 {
            return Ok(());
        }
        let (seen, more) = (self.moments.rows() as f64, later.moments.rows() as f64);
        let distance = &self.moments.mean() - &later.moments.mean();
        let correction = distance * (seen / (seen + more) * more).sqrt();
        self.moments.merge(&later.moments)?;
        let rows = concatenate![Axis(0), self.scaled, later.scaled, correction.insert_axis(Axis(0))];
        *self = Self::of(self.moments.clone(), &rows, kept)?;
        Ok(())
    }
}

impl IncrementalPca {
    /// The ends of the batches of that many rows (scikit-learn's `gen_batches`): none but the last is smaller than the number of components.
    fn batches(&self, rows: usize, columns: usize) -> Vec<usize> {
        let size = if self.batch_size == 0 { 5 * columns.max(1) } else { self.batch_size };
        let mut ends = Vec::new();
        let mut start = 0;
        for _ in 0..rows / size {
            if start + size + self.n_components <= rows {
                start += size;
                ends.push(start);
            }
        }
        if start < rows {
            ends.push(rows);
        }
        ends
    }
}

impl<A: Float> Learn<ArcArray2<A>> for IncrementalPca {
    type State = Option<Directions>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        if self.n_components > 0 {
            return Ok(None);
        }
        Err(Error::new("`n_components` must be at least 1, got 0"))
    }

    fn update(&self, state: &mut Self::State, x: ArcArray2<A>, (): (), context: &Context<'_>) -> Result<()> {
        let (kept, columns) = (self.n_components, x.ncols());
        if kept > columns {
            return Err(Error::new(format!(
                "asked for {kept} components of {columns} columns; ask for at most {columns}"
            )));
        }
        let mut start = 0;
        for end in self.batches(x.nrows(), columns) {
            context.run().proceed()?;
            if state.is_none() && end - start < kept {
                return Err(Error::new(format!(
                    "the first batch needs at least as many rows as components, got {} rows and {kept} components; use larger batches",
                    end - start
                )));
            }
            let seen = state.as_ref().map_or(0, |state| state.moments.rows()) as usize;
            let rows = x.slice_axis(Axis(0), Slice::from(start..end));
            let moments = Moments::of_rows(rows, None, seen)?;
            let mut centered = Array2::from_shape_fn(rows.dim(), |at| rows[at].widen());
            centered -= &moments.mean();
            let batch = Directions { moments, scaled: centered };
            match state {
                // Without a first decomposition of the batch alone, as in scikit-learn.
                Some(state) => state.merge(&batch, kept)?,
                None => *state = Some(Directions::of(batch.moments, &batch.scaled, kept)?),
            }
            start = end;
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, |earlier, later| earlier.merge(later, self.n_components))
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedIncrementalPca> {
        let rows = state.as_ref().map_or(0, |state| state.moments.rows());
        require_rows(rows as usize)?;
        let Some(Directions { moments, scaled }) = state else {
            return Err(Error::bug("rows without directions"));
        };
        if rows < 2 || moments.variance().iter().all(|variance| *variance == 0.0) {
            return Err(Error::new(format!(
                "a direction needs at least 2 rows that differ, got {rows} rows that are equal"
            )));
        }
        let singular_values: Array1<f64> =
            scaled.rows().into_iter().map(|row| row.dot(&row).sqrt()).collect();
        let (_, directions) = right_singular(scaled.view())?;
        let mut components = scaled;
        for ((mut row, &length), direction) in
            components.rows_mut().into_iter().zip(&singular_values).zip(directions.rows())
        {
            if length > 0.0 {
                row /= length;
            } else {
                row.assign(&direction);
            }
            point_up(row);
        }
        Ok(FittedIncrementalPca { moments, components, singular_values, whiten: self.whiten })
    }

    fn resume(&self, fitted: &FittedIncrementalPca, _: &Context<'_>) -> Result<Self::State> {
        let lengths = fitted.singular_values.view().insert_axis(Axis(1));
        Ok(Some(Directions { moments: fitted.moments.clone(), scaled: &fitted.components * &lengths }))
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedIncrementalPca {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let weights = self.components.t().as_standard_layout().into_owned() / self.deviations();
        let (center, bias) = (Some(self.moments.mean().to_owned()), Array1::zeros(weights.ncols()));
        Affine { center, weights, bias }.apply(x.view(), |_, _| Ok(()))
    }
}

/// Reconstructs rows from components (scikit-learn's `inverse_transform`); along the dropped directions, they have the mean.
impl<A: Float> Inverse<ArcArray2<A>> for FittedIncrementalPca {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_components(self.components.nrows(), z.ncols())?;
        let weights = &self.components * &self.deviations().insert_axis(Axis(1));
        Affine { center: None, weights, bias: self.moments.mean().to_owned() }.apply(z.view(), |_, _| Ok(()))
    }
}
