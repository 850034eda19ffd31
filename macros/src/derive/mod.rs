//! `#[derive(Hyperparameters)]`: the settable fields of a struct, or the variants of an enum; `#[derive(Save)]`, in `save`;
//! `#[derive(Record)]` and `#[derive(Category)]`, in `record`.
//!
//! Invariant: an error is reported at the user's tokens, and the field or variant with the error is left out, so that no second
//! error is reported because of it.
//!
//! | file | owns |
//! |---|---|
//! | `item` | what all derives do with their tokens |
//! | `expand` | the order of the work |
//! | `input` | the type, and the attribute `#[space(..)]` |
//! | `structure` | a struct: a hyperparameter or a part for each field |
//! | `choice` | an enum: an arm for each variant |
//! | `frame` | the implementation around either |
//! | `save` | `#[derive(Save)]` |
//! | `record` | `#[derive(Record)]`, `#[derive(Category)]` |

mod choice;
mod expand;
mod frame;
mod input;
mod item;
pub(crate) mod record;
pub(crate) mod save;
mod structure;
#[cfg(test)]
mod tests;

pub(crate) use expand::expand;
