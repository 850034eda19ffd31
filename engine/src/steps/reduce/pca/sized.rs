//! [`SizedPca`]: a principal component analysis whose number of components is a hyperparameter.
//!
//! Invariant: its fitted form equals that of [`Pca`](super::Pca) with the same number of components, to the last bit.

use ndarray::ArcArray2;

use super::fitted::FittedPca;
use super::principal::Principal;
use super::search::{Search, learns_components};
use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Invertible, Learn, Mergeable, Step};
use crate::steps::kernels::float::Float;

/// [`Pca`](super::Pca) with the number of components as a hyperparameter: `[n, d] -> [n, components]`.
///
/// In a pipeline, the number may be a declared size, which is searched and named in shapes:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
///         size k in 1..=4;
///         low = petals |> SizedPca { components: k };
///         low |> LogisticRegression<2>.fit(kind)
///     }
/// }
///
/// let flowers = Flowers::default().with(&"k = 3".parse()?)?;
/// assert_eq!(flowers.low.components, 3);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// As [`Pca`](super::Pca).
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct SizedPca {
    /// The number of kept directions (scikit-learn's `n_components`): at least 1, at most the number of columns. Default: 2.
    pub components: usize,
    /// As in [`Pca`](super::Pca). Default: false.
    #[space(boolean())]
    pub whiten: bool,
}

impl Default for SizedPca {
    fn default() -> Self {
        Self { components: 2, whiten: false }
    }
}

impl Step for SizedPca {
    type Fitted = FittedPca;
    const SIGNATURE: Signature =
        Signature::new("[n, d] -> [n, components] where components <= d, components >= 1", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedPca, _: &[Features]) -> Vec<Features> {
        vec![Features::unnamed(fitted.components.nrows())]
    }

    fn features_in(fitted: &FittedPca) -> Option<usize> {
        Some(fitted.mean.len())
    }
}

impl Invertible for SizedPca {}

impl Mergeable for SizedPca {}

impl SizedPca {
    const fn search(&self) -> Search {
        Search { components: self.components, whiten: self.whiten }
    }
}

learns_components!([] SizedPca);
