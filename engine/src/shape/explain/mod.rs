//! Compile errors: their messages, and the `const fn`s that raise them.
//!
//! | file | owns |
//! |---|---|
//! | `mismatch`, `reason`, `words` | the message of a wrong edge |
//! | `require` | the compile errors of a wrong edge and of a wrong declared size |
//! | `promise`, `reapply`, `choice` | the compile errors of promised outputs, reapplied steps and choices |

mod choice;
mod mismatch;
mod promise;
mod reapply;
mod reason;
mod require;
mod words;

pub use choice::{require_arm, require_same, require_target_taken};
pub use promise::{require_promise, require_promise_among};
pub(crate) use reapply::{require_as_fitted, require_as_returned};
pub(crate) use require::require;
pub use require::{require_marked, require_named, require_no_target, require_range};
