//! Sources of batches: rows in parts, to learn from more than fits into memory, or from epoch to epoch.
//!
//! Two promises hold for every source here. Each row is in exactly one batch of a pass: the last, smaller batch is always
//! given. And the same pass, by number, gives the same batches.
//!
//! | file | owns |
//! |---|---|
//! | `source` | [`Source`], batches that can be read again, and [`from_fn`] and [`once`], two of them |
//! | `table` | [`Table`], values that have rows |
//! | `rows` | [`Rows`] and [`Batches`], arrays cut into batches |
//! | `lines` | [`Lines`], a text file of numbers |
//! | `order` | [`permutation`], the order of rows in an epoch |
//! | `folds` | [`Folds`], rows to learn from and rows to validate with |
//! | `stream` | [`Stream`], outputs in the order of the batches |
//! | `learn` | [`learn`], a step's fit from a source |

mod folds;
mod learn;
mod lines;
mod order;
mod rows;
mod source;
mod stream;
mod table;

pub use folds::{Fold, Folds};
pub use learn::learn;
pub(crate) use learn::learn_as;
pub use lines::Lines;
pub(crate) use order::below;
pub use order::permutation;
pub use rows::{Batches, Rows};
pub use source::{FromFn, Map, Once, Source, from_fn, once};
pub use stream::Stream;
pub use table::Table;
