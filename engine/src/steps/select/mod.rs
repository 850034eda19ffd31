//! Steps that keep some of the columns.
//!
//! | file | owns |
//! |---|---|
//! | `selection` | the kept columns: their values, their names, and the inverse |
//! | `variance_threshold` | [`VarianceThreshold`]: columns that vary |
//! | `score`, `mutual_info` | [`Score`], [`SparseScore`]: how much a column tells about the target |
//! | `best` | [`SelectKBest`], [`SelectPercentile`]: the columns with the largest scores |
//! | `from_model`, `rfe` | [`SelectFromModel`], [`Rfe`]: the columns with the largest coefficients of a step |

mod best;
mod from_model;
mod mutual_info;
mod rfe;
mod score;
mod selection;
mod variance_threshold;

pub use best::{FittedBest, SelectKBest, SelectPercentile};
pub use from_model::{FittedSelectFromModel, ImportanceThreshold, SelectFromModel};
pub use mutual_info::{MutualInfoClassif, MutualInfoRegression};
pub use rfe::{FittedRfe, Rfe};
pub use score::{AnovaF, Chi2, RegressionF, Score, SparseScore};
pub use variance_threshold::{FittedVarianceThreshold, VarianceThreshold};
