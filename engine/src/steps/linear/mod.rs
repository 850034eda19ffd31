//! Linear models.

mod logistic;
#[cfg(feature = "linalg")]
mod ridge;
mod sgd_classifier;
#[cfg(feature = "linalg")]
mod sparse_ridge;

pub use logistic::{FittedLogisticRegression, LogisticRegression};
#[cfg(feature = "linalg")]
pub use ridge::{FittedRidge, Ridge};
pub use sgd_classifier::{FittedSgdClassifier, Lesson, SgdClassifier};
