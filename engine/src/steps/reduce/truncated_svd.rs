//! [`TruncatedSvd`]: projection on the directions of largest size, without centering.
//!
//! Invariant: the entry of largest absolute value in each direction is positive. The size of a state depends only on the number of columns
//! and on the largest batch: it is a factor `F` of the rows `X`, with `FᵀF = XᵀX`.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis, Slice, concatenate};

use super::pca::point_up;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_columns, require_components, require_rows};
use crate::steps::kernels::decompose::right_singular;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::{Error, Result};

/// A factor with more rows than this multiple of its columns is reduced.
const SLACK: usize = 4;

/// Projects rows on the `n_components` right singular vectors of the table, which is not centered: `[n, d] -> [n, n_components]` (scikit-learn's
/// `TruncatedSVD`; latent semantic analysis). For the directions of largest variance, see [`Pca`](crate::steps::Pca).
///
/// Accepts `f32` and `f64`, in arrays and in sparse values, of which it makes an array. The decomposition is exact, up to rounding; scikit-learn's default is a
/// randomized one, and its `algorithm="arpack"` agrees. The sign of each direction is chosen so that its entry of largest absolute value is positive. The step fits
/// from batches in one pass.
///
/// Sparse values of more than 1,024 columns are decomposed by Lanczos with thick restarts (Wu and Simon 2000, *Thick-restart Lanczos method for large symmetric
/// eigenvalue problems*), as ARPACK does, to residuals of 2e-15 of the largest eigenvalue. It passes over the rows many times, so the fit keeps the stored
/// values of all batches, and 2 `n_components` + 20 vectors with as many entries as there are rows or columns, whichever are fewer. The seed of the run
/// changes the result by rounding alone.
///
/// # Errors
/// Fitting: no rows, fewer than `n_components` rows or columns, `n_components` of 0, a NaN or infinity, or values so large that their variance is not finite.
/// Sparse values of many columns: no convergence after 1,000 restarts. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Topics(counts: f64[n, 3]) -> f64[n, topics] {
///         topics = counts |> TruncatedSvd { n_components: 1 };
///         topics
///     }
/// }
///
/// let model = Topics::default().fit(array![[3.0, 4.0, 0.0], [6.0, 8.0, 0.0]])?;
/// assert!((model.topics.components()[[0, 0]] - 0.6).abs() < 1e-12);
/// assert!((model.predict(array![[3.0, 4.0, 9.0]])?[[0, 0]] - 5.0).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct TruncatedSvd {
    /// The number of directions: at least 1. Default: 2.
    pub n_components: usize,
}

impl Default for TruncatedSvd {
    fn default() -> Self {
        Self { n_components: 2 }
    }
}

/// The fitted form of a [`TruncatedSvd`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedTruncatedSvd {
    /// As rows.
    components: Array2<f64>,
    singular_values: Array1<f64>,
    explained_variance: Array1<f64>,
    total_variance: f64,
}

impl FittedTruncatedSvd {
    /// The directions, `[n_components, d]`: orthogonal rows of length 1, by decreasing singular value (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// The singular values, `[n_components]` (`singular_values_`).
    pub fn singular_values(&self) -> ArrayView1<'_, f64> {
        self.singular_values.view()
    }

    /// The biased variance of each component in the rows of the fit, `[n_components]` (`explained_variance_`).
    pub fn explained_variance(&self) -> ArrayView1<'_, f64> {
        self.explained_variance.view()
    }

    /// The same as a share of the variance of all columns (`explained_variance_ratio_`); 0 if no column varies.
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        if self.total_variance > 0.0 {
            &self.explained_variance / self.total_variance
        } else {
            &self.explained_variance * 0.0
        }
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let kept = self.components.nrows();
        if self.singular_values.len() == kept && self.explained_variance.len() == kept {
            return Ok(());
        }
        Err(Error::new(
            "`components`, `singular_values` and `explained_variance` must belong together; the file is damaged or forged",
        ))
    }
}

impl Step for TruncatedSvd {
    type Fitted = FittedTruncatedSvd;
    const SIGNATURE: Signature =
        Signature::new("[n, d] -> [n, n_components] where n_components <= d, n_components >= 1", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedTruncatedSvd, _: &[Features]) -> Vec<Features> {
        vec![Features::unnamed(fitted.components.nrows())]
    }

    fn features_in(fitted: &FittedTruncatedSvd) -> Option<usize> {
        Some(fitted.components.ncols())
    }
}

impl Invertible for TruncatedSvd {}

impl Mergeable for TruncatedSvd {}

/// What was learned from the rows so far.
#[derive(Debug, Clone)]
pub struct Factored {
    moments: Moments,
    /// `[at most 4 d and the largest batch, d]`
    factor: Array2<f64>,
}

impl Factored {
    pub(super) fn of(rows: Array2<f64>, first_row: usize) -> Result<Self> {
        let moments = Moments::of_rows(rows.view(), None, first_row)?;
        Ok(Self { moments, factor: rows })
    }

    pub(super) fn merge(&mut self, later: &Self) -> Result<()> {
        require_columns(self.factor.ncols(), later.factor.ncols())?;
        self.moments.merge(&later.moments)?;
        self.factor = concatenate![Axis(0), self.factor, later.factor];
        if self.factor.nrows() > SLACK * self.factor.ncols().max(1) {
            let (singular, directions) = right_singular(self.factor.view())?;
            self.factor = directions * &singular.insert_axis(Axis(1));
        }
        Ok(())
    }
}

impl TruncatedSvd {
    pub(super) fn check(&self) -> Result<()> {
        if self.n_components > 0 {
            return Ok(());
        }
        Err(Error::new("`n_components` must be at least 1, got 0"))
    }

    pub(super) fn require_components(&self, rows: u64, columns: usize) -> Result<()> {
        let (kept, most) = (self.n_components, rows.min(columns as u64));
        if kept as u64 <= most {
            return Ok(());
        }
        Err(Error::new(format!(
            "asked for {kept} components of {rows} rows and {columns} columns; ask for at most {most}"
        )))
    }

    /// Decomposes a factor of all rows.
    pub(super) fn decompose(&self, state: Option<Factored>) -> Result<FittedTruncatedSvd> {
        let rows = state.as_ref().map_or(0, |state| state.moments.rows());
        require_rows(rows as usize)?;
        let Some(Factored { moments, factor }) = state else {
            return Err(Error::bug("rows without a factor"));
        };
        self.require_components(rows, factor.ncols())?;
        let (singular, directions) = right_singular(factor.view())?;
        Ok(self.fitted(&singular, &directions, &moments))
    }

    /// Keeps the first of the singular values and of the right singular vectors.
    pub(super) fn fitted(
        &self,
        singular: &Array1<f64>,
        directions: &Array2<f64>,
        moments: &Moments,
    ) -> FittedTruncatedSvd {
        let kept = Slice::from(..self.n_components);
        let singular_values = singular.slice_axis(Axis(0), kept).to_owned();
        let mut components = directions.slice_axis(Axis(0), kept).to_owned();
        components.rows_mut().into_iter().for_each(point_up);
        // The mean of the squares less the square of the mean.
        let means = components.dot(&moments.mean());
        let explained_variance =
            &singular_values * &singular_values / moments.rows() as f64 - &means * &means;
        let explained_variance = explained_variance.mapv(|variance| variance.max(0.0));
        FittedTruncatedSvd {
            components,
            singular_values,
            explained_variance,
            total_variance: moments.variance().sum(),
        }
    }
}

impl<A: Float> Learn<ArcArray2<A>> for TruncatedSvd {
    type State = Option<Factored>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        self.check().map(|()| None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
        let seen = state.as_ref().map_or(0, |state| state.moments.rows()) as usize;
        let moments = Moments::of_rows(x.view(), None, seen)?;
        // The same layout whatever that of the input, so that the decomposition has the same bits.
        let batch = Factored { moments, factor: Array2::from_shape_fn(x.dim(), |at| x[at].widen()) };
        add(state, Some(batch), Factored::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Factored::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedTruncatedSvd> {
        self.decompose(state)
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedTruncatedSvd {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let weights = self.components.t().as_standard_layout().into_owned();
        Affine::linear(weights).apply(x.view(), |_, _| Ok(()))
    }
}

/// Returns the nearest rows within the kept directions (scikit-learn's `inverse_transform`).
impl<A: Float> Inverse<ArcArray2<A>> for FittedTruncatedSvd {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_components(self.components.nrows(), z.ncols())?;
        Affine::linear(self.components.clone()).apply(z.view(), |_, _| Ok(()))
    }
}
