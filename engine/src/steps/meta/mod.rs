//! Steps made of a step.
//!
//! A meta-step's signature is computed from that of the step inside, so that rustc checks the shapes around it as well.
//!
//! | file | owns |
//! |---|---|
//! | `for_each` | [`ForEach`]: a step for items, over a leading axis of them |
//! | `cross_fit` | [`CrossFit`]: while fitting, each row is transformed by what was not learnt from it |
//! | `epochs` | [`Epochs`]: goes through the rows more than once, batch by batch |
//! | `only_fit` | [`OnlyFit`]: acts while fitting, and gives on unchanged what is predicted from |
//! | `flattened` | [`Flattened`]: a step for tables, over arrays of more axes |
//! | `voting` | [`Voting`]: one answer from those of several classifiers |
//! | `bagging` | [`Bagging`]: the mean of steps that learnt from rows drawn anew |
//! | `retry` | [`Retry`]: does again what failed for a reason that may pass |
//! | `cached` | [`Cached`]: a fit that is not done twice |
//! | `frozen` | [`Frozen`]: a fitted step that learns no more |
//! | `fine_tuned` | [`FineTuned`]: learning that starts from a fitted step |
//! | `optional` | [`Optional`]: a step that may be left out |
//! | `inspect` | [`Inspect`]: sees what passes |
//! | `in_epochs` | a step between its first batch and its last |
//! | `items` | the items of a leading axis |
//! | `holds` | what the step inside holds while it works |
//! | `signature` | one signature made of another |
//! | `running` | the running fit of a step inside, for the meta-step around it |

mod bagging;
#[cfg(feature = "cache")]
mod cached;
mod cross_fit;
mod epochs;
mod fine_tuned;
mod flattened;
mod for_each;
mod frozen;
mod holds;
mod in_epochs;
mod inspect;
mod items;
mod only_fit;
mod optional;
mod retry;
mod running;
mod signature;
mod voting;

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
