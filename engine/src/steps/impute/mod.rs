//! Steps for values that may be missing.

mod missing_indicator;
mod simple_imputer;

pub use missing_indicator::MissingIndicator;
pub use simple_imputer::{FittedSimpleImputer, ImputeStrategy, SimpleImputer};
