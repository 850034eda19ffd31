//! Shared by several steps; no user-facing step is here.
//!
//! | file | owns |
//! |---|---|
//! | `float`, `label` | [`Float`], [`Label`]: the element types that steps accept |
//! | `murmur` | hashes of texts |
//! | `distinct` | [`Distinct`]: values that are told apart and counted |
//! | `coefficients` | [`Coefficients`]: fitted steps that weigh their columns |
//! | `weights` | [`RowWeights`], [`Weighted`]: the weight of each row in a fit |
//! | `one_or_two_axes` | [`OneOrTwoAxes`]: `[n]` as one column |
//! | `checks` | checks of the input, with their messages |
//! | `blocks` | rows in blocks, in parallel and in a fixed order |
//! | `compressed` | products with sparse values, by rows and by columns |
//! | `sparse` | the rows of sparse values: checked, rewritten |
//! | `accumulate` | the sum of the states of parts |
//! | `seen` | the numbers of rows and columns |
//! | `moments`, `scatter` | [`Moments`], [`Scatter`]: mergeable means, variances, covariances |
//! | `quantiles` | the quantiles of columns |
//! | `minimize` | the minimum of a function of one number |
//! | `affine` | `x W + b`, the transform of linear models |
//! | `softmax` | scores to probabilities, and their loss |
//! | `bayesian_ridge` | a linear regression that chooses its own penalty |
//! | `decompose` | eigenvectors, singular vectors, Cholesky decomposition |
//! | `lanczos` | the largest eigenvectors of a matrix that is known by its products |
//! | `epochs` | the number of epochs of a fit that have ended |

pub(crate) mod accumulate;
pub(crate) mod affine;
#[cfg(feature = "linalg")]
pub(crate) mod bayesian_ridge;
pub(crate) mod blocks;
pub(crate) mod checks;
pub(crate) mod coefficients;
pub(crate) mod compressed;
#[cfg(feature = "linalg")]
pub(crate) mod decompose;
pub(crate) mod distinct;
pub(crate) mod epochs;
pub(crate) mod float;
pub(crate) mod label;
#[cfg(feature = "linalg")]
pub(crate) mod lanczos;
pub(crate) mod minimize;
pub(crate) mod moments;
pub(crate) mod murmur;
pub(crate) mod one_or_two_axes;
pub(crate) mod quantiles;
pub(crate) mod scatter;
pub(crate) mod seen;
pub(crate) mod softmax;
pub(crate) mod sparse;
pub(crate) mod weights;

pub use coefficients::Coefficients;
pub use distinct::Distinct;
pub use float::Float;
pub use label::{Label, LabelOf};
pub use moments::Moments;
pub use one_or_two_axes::OneOrTwoAxes;
pub use scatter::Scatter;
pub use weights::{RowWeights, Weighted};
