//! Traits that carry the compile-time error messages of `pipeline!`.
//!
//! | file | owns |
//! |---|---|
//! | `messages` | the messages about the types of steps and values |
//! | `deferred` | the messages about what only some methods need: `Default`, learning from batches |
//! | `saved` | the messages about `Save` |
//! | `tuples` | the lengths of tuples for which traits about many fields are implemented |
//! | `poison` | the value that flows after a reported error |
//!
//! Invariant: every item has one public path, because rustc shortens `shapeflow::diagnostics::ArrayOf` to `ArrayOf` only
//! where there is one.

#![doc = include_str!("../../docs/errors.md")]

mod deferred;
mod messages;
pub(crate) mod poison;
#[cfg(feature = "save")]
mod saved;
pub(crate) mod tuples;

pub use crate::step::array_of::ArrayOf;
pub use deferred::{
    ClonedLate, EachStep, Fields, HasDefault, Searchable, SharedLate, StepThat, SupportsBatches,
    SupportsPartialFit, TransformsInputs, require_hyperparameters, require_transform,
};
pub use messages::{
    AStep, ActsOnlyToFit, ClonedAsAStep, Evidence, Flows, GivesAsTheFirstArm, GivesOnlyToFit, HasInverse,
    InOneListWith, LearntAgainst, PromisedAs, Proven, SeveralValues, SharedAsAStep, StoredAsTaken,
    TakenAgain, TakenByThisOptionalStep, TakenByThisStep, TakenOfATable,
};
#[cfg(feature = "save")]
pub use saved::{SavedAsStep, SavedPart, StatePart};
