//! [`FittedPca`]: the kept directions, the projection on them, and its inverse.
//!
//! Invariant: a column of `projection` is the direction with the same number, divided by its standard deviation if the
//! fit whitens.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::step::{Inverse, Transform};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::require_components;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// The fitted form of a [`Pca`](super::Pca) or [`SizedPca`](super::SizedPca).
#[derive(Debug, Clone, PartialEq)]
pub struct FittedPca {
    pub(super) mean: Array1<f64>,
    pub(super) components: Array2<f64>,
    pub(super) variance: Array1<f64>,
    pub(super) total_variance: f64,
    pub(super) rows: u64,
    pub(super) projection: Affine,
}

impl FittedPca {
    /// The directions, `[K, d]`: orthogonal rows of length 1, by decreasing variance (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// The unbiased variance along each direction, `[K]` (`explained_variance_`).
    pub fn explained_variance(&self) -> ArrayView1<'_, f64> {
        self.variance.view()
    }

    /// The variance along each direction as a share of the variance of all columns, `[K]` (`explained_variance_ratio_`).
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        &self.variance / self.total_variance
    }

    /// The singular values of the centered rows, `[K]` (`singular_values_`).
    pub fn singular_values(&self) -> Array1<f64> {
        self.variance.mapv(|variance| (variance * (self.rows - 1) as f64).sqrt())
    }

    /// The mean of each column, `[d]` (`mean_`).
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.mean.view()
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedPca {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        self.projection.apply(x.view(), |_, _| Ok(()))
    }
}

/// Reconstructs rows from components: `[n, K] -> [n, d]` (scikit-learn's `inverse_transform`). Returns the nearest rows within
/// the kept directions; along the dropped directions, they have the mean of the columns.
impl<A: Float> Inverse<ArcArray2<A>> for FittedPca {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_components(self.components.nrows(), z.ncols())?;
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
        Affine { center: None, weights, bias: self.mean.clone() }.apply(z.view(), |_, _| Ok(()))
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
                "`projection` has the shape {:?}, but {kept} components of {columns} columns need {:?}",
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
