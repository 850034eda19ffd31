//! Meta-steps: steps made of a step.
//!
//! The signature of a meta-step is computed from that of the wrapped step, so that rustc checks the shapes around it as well.
//!
//! | file | owns |
//! |---|---|
//! | `for_each` | [`ForEach`]: applies a step to each item of a leading axis |
//! | `cross_fit` | [`CrossFit`]: while fitting, transforms each row by a step that was not fitted on it |
//! | `epochs` | [`Epochs`]: fits a step in mini-batches and epochs |
//! | `only_fit` | [`OnlyFit`]: acts while fitting, and is bypassed at predict time |
//! | `flattened` | [`Flattened`]: a step for tables, applied to arrays with more axes |
//! | `voting` | [`Voting`]: combines the probabilities of several classifiers |
//! | `bagging` | [`Bagging`]: the mean of steps fitted on resampled rows |
//! | `with_weights` | [`WithWeights`]: selects the weights of rows with the rows |
//! | `retry` | [`Retry`]: repeats a step after a temporary failure |
//! | `cached` | [`Cached`]: reuses an earlier fit |
//! | `frozen` | [`Frozen`]: a fitted step that is not fitted again |
//! | `fine_tuned` | [`FineTuned`]: continues the fit of a fitted step |
//! | `optional` | [`Optional`]: a step that may be left out |
//! | `inspect` | [`Inspect`]: shows a value to a function |
//! | `in_epochs` | the fit of [`Epochs`] and [`FineTuned`] |
//! | `inner_learning` | the fit session of a wrapped step, adapted to its meta-step |
//! | `forward` | what a meta-step does exactly as the wrapped step |
//! | `strata` | rows drawn by class, and classes that have too few rows |
//! | `holds` | `Holds` of the meta-steps that differ from the wrapped step |
//! | `signature` | a signature computed from another one |

mod bagging;
#[cfg(feature = "cache")]
mod cached;
mod cross_fit;
mod epochs;
mod fine_tuned;
mod flattened;
mod for_each;
mod forward;
mod frozen;
mod holds;
mod in_epochs;
mod inner_learning;
mod inspect;
mod only_fit;
mod optional;
mod retry;
mod signature;
mod strata;
mod voting;
mod with_weights;

pub use bagging::{Bagging, FittedBagging};
#[cfg(feature = "cache")]
pub use cached::Cached;
pub use cross_fit::CrossFit;
pub use epochs::Epochs;
pub use fine_tuned::FineTuned;
pub use flattened::{FittedFlattened, Flattened};
pub use for_each::{FittedForEach, ForEach, Sharing};
pub use frozen::Frozen;
pub use inspect::Inspect;
pub use only_fit::{FittedOnlyFit, OnlyFit};
pub use optional::{FittedOptional, Optional};
pub use retry::{FittedRetry, Retry};
pub use voting::{Vote, Voting};
pub use with_weights::WithWeights;
