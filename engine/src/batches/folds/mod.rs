//! Rows to learn from and rows to validate with.
//!
//! | file | contents |
//! |---|---|
//! | `fold` | [`Fold`], one of them |
//! | `k_fold` | [`Folds`], in order, at random, or by class |
//! | `forward` | [`ForwardFolds`], for series: the future is not known |
//! | `given` | [`GivenFolds`], a fold number for each row |

mod fold;
mod forward;
mod given;
mod k_fold;

pub use fold::Fold;
pub use forward::ForwardFolds;
pub use given::GivenFolds;
pub use k_fold::Folds;
