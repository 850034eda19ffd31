//! Compile errors: what went wrong, in the user's words.
//!
//! | file | owns |
//! |---|---|
//! | `mismatch`, `reason`, `words` | the message of a wrong edge |
//! | `require` | the compile error of a wrong edge |
//! | `promise`, `reapply`, `choice` | those of a broken promise, a reapplied step, a choice between steps |

mod choice;
mod mismatch;
mod promise;
mod reapply;
mod reason;
mod require;
mod words;

pub use choice::{require_arm, require_same, require_target_taken};
pub use promise::require_promise;
pub use reapply::require_as_fitted;
pub use require::{require, require_named};
