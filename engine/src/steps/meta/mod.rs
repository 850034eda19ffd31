//! Steps made of a step.
//!
//! A meta-step's signature is computed from that of the step inside, so that rustc checks the shapes around it as well.
//!
//! | file | owns |
//! |---|---|
//! | `for_each` | [`ForEach`]: a step for items, over a leading axis of them |
//! | `cross_fit` | [`CrossFit`]: while fitting, each row is transformed by what was not learnt from it |
//! | `frozen` | [`Frozen`]: a fitted step that learns no more |
//! | `optional` | [`Optional`]: a step that may be left out |
//! | `inspect` | [`Inspect`]: sees what passes |
//! | `signature` | one signature made of another |

mod cross_fit;
mod for_each;
mod frozen;
mod inspect;
mod optional;
mod signature;

pub use cross_fit::CrossFit;
pub use for_each::{FittedForEach, ForEach, Sharing};
pub use frozen::Frozen;
pub use inspect::Inspect;
pub use optional::{FittedOptional, Optional};
