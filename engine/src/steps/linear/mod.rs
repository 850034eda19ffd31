//! Linear models.

mod logistic;
#[cfg(feature = "linalg")]
mod ridge;
mod sgd_classifier;

pub use logistic::{FittedLogisticRegression, LogisticRegression};
#[cfg(feature = "linalg")]
pub use ridge::{FittedRidge, Ridge};
pub use sgd_classifier::{FittedSgdClassifier, Lesson, SgdClassifier};
