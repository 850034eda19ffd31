//! [`Pca`]: projection on the directions of largest variance.

use ndarray::ArcArray2;

use super::fitted::FittedPca;
use super::principal::Principal;
use super::search::{Search, learns_components};
use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Invertible, Learn, Mergeable, Step};
use crate::steps::kernels::float::Float;

/// Projects rows on the `K` orthogonal directions of largest variance: `[n, d] -> [n, K]` (scikit-learn's
/// `PCA(n_components=K, svd_solver="full")`; Pearson 1901, Hotelling 1933).
///
/// Accepts `f32` and `f64`. With at least as many rows as columns, the directions are the eigenvectors of the covariance, which
/// is computed in one pass and in parallel. With fewer rows, or if a kept direction has less than a millionth of the largest
/// variance, they are the singular vectors of the centered rows, which resolve it better. The sign of each direction is chosen
/// so that its entry of largest absolute value is positive, as in scikit-learn.
///
/// The step fits from batches exactly (unlike scikit-learn's `IncrementalPCA`): in one pass, and in a second one if the
/// covariance does not resolve a kept direction. Batches may have any number of rows.
///
/// [`SizedPca`](crate::steps::SizedPca) has the number of components as a hyperparameter.
///
/// # Errors
/// Fitting: fewer than `K` or 2 rows, fewer than `K` columns, rows that are all equal, a NaN or infinity, or values so far apart
/// that their variance is not finite. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Diagonal(x: f32[n, 2]) -> f32[n, 1] {
///         low = x |> Pca<1>;
///         low
///     }
/// }
///
/// let x = array![[1.0_f32, 1.0], [2.0, 2.0], [3.0, 3.0]];
/// let model = Diagonal::default().fit(&x)?;
/// assert!((model.low.explained_variance_ratio()[0] - 1.0).abs() < 1e-12);
/// assert!((model.predict(&x)?[[2, 0]] - 2_f32.sqrt()).abs() < 1e-6);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Pca<const K: usize> {
    /// Divides each component by its standard deviation, so that its unbiased variance becomes 1. Default: false.
    #[space(boolean())]
    pub whiten: bool,
}

impl<const K: usize> Step for Pca<K> {
    type Fitted = FittedPca;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, K] where K <= d, K >= 1", &[("K", K as i64)]);
    const ROWWISE: bool = true;

    fn features_in(fitted: &FittedPca) -> Option<usize> {
        Some(fitted.mean.len())
    }
}

impl<const K: usize> Invertible for Pca<K> {}

impl<const K: usize> Mergeable for Pca<K> {}

impl<const K: usize> Pca<K> {
    const fn search(&self) -> Search {
        Search { components: K, whiten: self.whiten }
    }
}

learns_components!([const K: usize] Pca<K>);
