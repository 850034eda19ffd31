//! [`Pca`]: the directions in which rows vary most.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut1, Axis, Slice};

use super::Float;
use super::affine::Affine;
use super::principal::{Axes, Principal};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::{Error, Result};

/// Projects rows on the `K` orthogonal directions of largest variance: `[n, d] -> [n, K]` (scikit-learn's
/// `PCA(n_components=K, svd_solver="full")`; Pearson 1901, Hotelling 1933).
///
/// Takes `f32` and `f64`. With at least as many rows as columns the directions are the eigenvectors of the covariance,
/// which is learnt in one pass and in parallel; with fewer rows, and where a kept direction has less than a millionth
/// of the largest variance, they are the singular vectors of the centred rows, which resolve it better. Each direction
/// points to where its entry of largest absolute value is positive, as in scikit-learn.
///
/// Learns from batches, exactly (not as scikit-learn's `IncrementalPCA`): in one pass, and in a second where the
/// covariance does not resolve a kept direction. Batches may have any number of rows.
///
/// # Errors
/// Fitting: fewer than `K` or 2 rows, fewer than `K` columns, rows that are all equal, a NaN or infinity, or values so
/// far apart that their variance is not finite. Transforming: NaN or infinity, or another number of columns.
///
/// ```
/// use ndarray::array;
/// use shapeflow::Phase;
/// use shapeflow::step::{Context, Fit, Run, Transform};
/// use shapeflow::steps::Pca;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[1.0_f32, 1.0], [2.0, 2.0], [3.0, 3.0]].into_shared();
/// let pca = Pca::<1>::default().fit(x.clone(), (), &context)?;
/// assert!((pca.explained_variance_ratio()[0] - 1.0).abs() < 1e-12);
/// assert!((pca.transform(x)?[[2, 0]] - 2_f32.sqrt()).abs() < 1e-6);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Pca<const K: usize> {
    /// Divide each component by its standard deviation, so that its unbiased variance becomes 1. Default: false.
    #[space(boolean())]
    pub whiten: bool,
}

/// A [`Pca`] or [`SizedPca`](super::SizedPca) that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedPca {
    mean: Array1<f64>,
    components: Array2<f64>,
    variance: Array1<f64>,
    total_variance: f64,
    rows: u64,
    projection: Affine,
}

impl FittedPca {
    /// The directions, `[K, d]`: orthogonal rows of length 1, by falling variance (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// The unbiased variance along each direction, `[K]` (`explained_variance_`).
    pub fn explained_variance(&self) -> ArrayView1<'_, f64> {
        self.variance.view()
    }

    /// The share of the variance of all columns along each direction, `[K]` (`explained_variance_ratio_`).
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        &self.variance / self.total_variance
    }

    /// The singular values of the centred rows, `[K]` (`singular_values_`).
    pub fn singular_values(&self) -> Array1<f64> {
        self.variance.mapv(|variance| (variance * (self.rows - 1) as f64).sqrt())
    }

    /// The mean of each column, `[d]` (`mean_`).
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.mean.view()
    }
}

impl<const K: usize> Step for Pca<K> {
    type Fitted = FittedPca;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, K] where K <= d, K >= 1", &[("K", K as i64)]);
    const ROWWISE: bool = true;
}

impl<const K: usize> Invertible for Pca<K> {}

impl<const K: usize> Mergeable for Pca<K> {}

impl<const K: usize> Pca<K> {
    const fn search(&self) -> Search {
        Search { components: K, whiten: self.whiten }
    }
}

/// How a principal component analysis learns, however its number of components is given: the step has a `search`.
macro_rules! learns_components {
    ([$($parameters:tt)*] $step:ty) => {
        impl<A: Float, $($parameters)*> Learn<ArcArray2<A>> for $step {
            type State = Principal;

            fn passes(&self) -> usize {
                2
            }

            fn start(&self, _: &Context<'_>) -> Result<Principal> {
                Ok(Principal::Start)
            }

            fn part(&self, state: &Principal, _: &Context<'_>) -> Result<Principal> {
                Ok(state.part())
            }

            fn update(&self, state: &mut Principal, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
                self.search().update(state, x.view())
            }

            fn merge(&self, earlier: &mut Principal, later: Principal) -> Result<()> {
                earlier.merge(later)
            }

            fn end_pass(&self, state: &mut Principal, _: &Context<'_>) -> Result<bool> {
                self.search().end_pass(state)
            }

            fn finish(&self, state: Principal, _: &Context<'_>) -> Result<FittedPca> {
                self.search().finish(state)
            }
        }
    };
}
pub(super) use learns_components;

learns_components!([const K: usize] Pca<K>);

/// What is looked for.
pub(super) struct Search {
    pub(super) components: usize,
    pub(super) whiten: bool,
}

impl Search {
    pub(super) fn update<A: Float>(&self, state: &mut Principal, x: ArrayView2<'_, A>) -> Result<()> {
        let (kept, columns) = (self.components, x.ncols());
        if kept == 0 || columns < kept {
            return Err(Error::new(format!(
                "asked for {kept} components of {columns} columns; ask for at least 1, and at most as many as there are"
            )));
        }
        state.update(x)
    }

    pub(super) fn end_pass(&self, state: &mut Principal) -> Result<bool> {
        let (kept, rows, least) = (self.components, state.rows(), self.components.max(2));
        if rows < least as u64 {
            let components =
                if kept == 1 { "1 component needs".to_owned() } else { format!("{kept} components need") };
            return Err(Error::new(format!("{components} at least {least} rows, got {rows}")));
        }
        state.end_pass(kept)
    }

    pub(super) fn finish(&self, mut state: Principal) -> Result<FittedPca> {
        self.end_pass(&mut state)?;
        let Principal::Found(Axes { rows, mean, variances, directions }) = state else {
            return Err(Error::new(
                "a kept direction has so little variance that another pass over the rows is needed to resolve it",
            ));
        };
        let total_variance = variances.sum();
        if total_variance == 0.0 {
            return Err(Error::new(format!("all {rows} rows are equal, so they vary in no direction")));
        }
        let kept = Slice::from(..self.components);
        let variance = variances.slice_axis(Axis(0), kept).to_owned();
        let mut components = directions.slice_axis(Axis(0), kept).to_owned();
        components.rows_mut().into_iter().for_each(point_up);

        let mut weights = components.t().as_standard_layout().into_owned();
        if self.whiten {
            // scikit-learn's bound: a direction without variance would be divided by zero.
            weights /= &variance.mapv(|variance| variance.sqrt().max(f64::EPSILON));
        }
        let projection = Affine { bias: -mean.dot(&weights), weights };
        Ok(FittedPca { mean, components, variance, total_variance, rows, projection })
    }
}

/// scikit-learn's `svd_flip(u_based_decision=False)`: the entry of largest absolute value, the first of equals, is
/// positive.
fn point_up(mut direction: ArrayViewMut1<'_, f64>) {
    let largest =
        direction.iter().fold(0.0_f64, |best, &entry| if entry.abs() > best.abs() { entry } else { best });
    if largest < 0.0 {
        direction.mapv_inplace(|entry| -entry);
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedPca {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        self.projection.apply(x.view(), |_, _| Ok(()))
    }
}

/// The rows of the kept directions that are nearest to those before: reconstruction, `[n, K] -> [n, d]`
/// (scikit-learn's `inverse_transform`). What lies along the directions that were dropped is the columns' mean.
impl<A: Float> Inverse<ArcArray2<A>> for FittedPca {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let kept = self.components.nrows();
        if z.ncols() != kept {
            return Err(Error::new(format!(
                "the inverse takes the {kept} components that this step gives, given {} columns",
                z.ncols()
            )));
        }
        let mut weights = self.components.clone();
        for (mut direction, projection) in
            weights.rows_mut().into_iter().zip(self.projection.weights.columns())
        {
            // Whitening divides a direction by its deviation. Its length is 1, so the largest entry is far from 0, and
            // without whitening the two are the same numbers.
            let largest =
                direction.iter().zip(projection).fold((0.0_f64, 0.0), |best, (&entry, &projected)| {
                    if entry.abs() > best.0.abs() { (entry, projected) } else { best }
                });
            direction *= largest.0 / largest.1;
        }
        Affine { weights, bias: self.mean.clone() }.apply(z.view(), |_, _| Ok(()))
    }
}

#[cfg(feature = "save")]
impl Save for FittedPca {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("mean", &self.mean)?;
        out.field("components", &self.components)?;
        out.field("variance", &self.variance)?;
        out.field("total_variance", &self.total_variance)?;
        out.field("rows", &self.rows)?;
        out.field("projection", &self.projection)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let components: Array2<f64> = state.field("components")?;
        let (kept, columns) = components.dim();
        let projection: Affine = state.field("projection")?;
        if projection.weights.dim() != (columns, kept) {
            return Err(Error::new(format!(
                "`projection` is of the shape {:?}, and {kept} components of {columns} columns need {:?}",
                projection.weights.dim(),
                (columns, kept)
            )));
        }
        let rows = state.field("rows")?;
        if rows < 2 {
            return Err(Error::new(format!("`rows` must be at least 2, got {rows}")));
        }
        Ok(Self {
            mean: state.shaped("mean", &[columns])?,
            components,
            variance: state.shaped("variance", &[kept])?,
            total_variance: state.field("total_variance")?,
            rows,
            projection,
        })
    }
}
