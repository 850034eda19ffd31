//! Steps for values that may be missing.

#[cfg(feature = "linalg")]
mod iterative_imputer;
mod knn_imputer;
mod missing_as_nan;
mod missing_indicator;
mod simple_imputer;

#[cfg(feature = "linalg")]
pub use iterative_imputer::{FittedIterativeImputer, ImputationOrder, IterativeImputer};
pub use knn_imputer::{FittedKnnImputer, KnnImputer, NeighborWeights};
pub use missing_as_nan::MissingAsNan;
pub use missing_indicator::MissingIndicator;
pub use simple_imputer::{FittedSimpleImputer, ImputeStrategy, SimpleImputer};
