//! `#[derive(Record)]` and `#[derive(Category)]`: the columns of a struct, and the names of an enum.
//!
//! Invariant: an error is reported at the user's tokens, and the other fields or variants are still implemented.
//!
//! | file | owns |
//! |---|---|
//! | `options` | the attributes `#[record(..)]` and `#[category(..)]` |
//! | `columns` | `#[derive(Record)]` |
//! | `category` | `#[derive(Category)]` |

mod category;
mod columns;
mod options;
#[cfg(test)]
mod tests;

pub(crate) use category::expand as expand_category;
pub(crate) use columns::expand as expand_record;
