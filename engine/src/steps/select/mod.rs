//! Steps that keep some of the columns.
//!
//! | file | owns |
//! |---|---|
//! | `selection` | the kept columns: their values, their names, and the inverse |
//! | `variance_threshold` | [`VarianceThreshold`]: columns that vary |
//! | `score` | [`Score`], [`SparseScore`]: how much a column tells about the target |
//! | `sums`, `mutual_info` | the scores of the library |
//! | `best` | [`SelectKBest`], [`SelectPercentile`]: the columns with the largest scores |
//! | `from_model`, `rfe` | [`SelectFromModel`], [`Rfe`]: the columns with the largest coefficients of a step |

mod best;
mod from_model;
mod mutual_info;
mod rfe;
mod score;
mod selection;
mod sums;
mod variance_threshold;

pub use best::{FittedBest, SelectKBest, SelectPercentile};
pub use from_model::{FittedSelectFromModel, ImportanceThreshold, SelectFromModel};
pub use mutual_info::{MutualInfoClassif, MutualInfoRegression};
pub use rfe::{FittedRfe, Rfe};
pub use score::{Score, SparseScore};
pub use sums::{AnovaF, Chi2, RegressionF};
pub use variance_threshold::{FittedVarianceThreshold, VarianceThreshold};
