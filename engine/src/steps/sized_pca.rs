//! [`SizedPca`]: a principal component analysis whose number of components is a hyperparameter.
//!
//! Invariant: it learns what [`Pca`](super::Pca) of as many components learns, to the last bit.

use ndarray::ArcArray2;

use super::Float;
use super::pca::{FittedPca, Search, learns_components};
use super::principal::Principal;
use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Invertible, Learn, Mergeable, Step};

/// [`Pca`](super::Pca) with a number of components that is a hyperparameter: `[n, d] -> [n, components]`.
///
/// In a pipeline the number may be a size that is declared and searched, which the shapes then name:
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
    /// How many directions are kept (scikit-learn's `n_components`): at least 1, at most as many as there are columns.
    /// Default: 2.
    pub components: usize,
    /// As of [`Pca`](super::Pca). Default: false.
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
}

impl Invertible for SizedPca {}

impl Mergeable for SizedPca {}

impl SizedPca {
    const fn search(&self) -> Search {
        Search { components: self.components, whiten: self.whiten }
    }
}

learns_components!([] SizedPca);
