//! Steps that reduce the number of columns.

mod bernoulli_rbm;
mod incremental_pca;
mod pca;
mod random_projection;
mod sparse_svd;
mod truncated_svd;

pub use bernoulli_rbm::{BernoulliRbm, FittedBernoulliRbm};
pub use incremental_pca::{FittedIncrementalPca, IncrementalPca};
pub use pca::{FittedPca, Pca, SizedPca};
pub use random_projection::{
    FittedRandomProjection, GaussianRandomProjection, SparseRandomProjection, johnson_lindenstrauss_min_dim,
};
pub use truncated_svd::{FittedTruncatedSvd, TruncatedSvd};
