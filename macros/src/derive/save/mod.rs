//! `#[derive(Save)]`: each field of a struct, or of an enum's variants, under its name in a model file.
//!
//! Invariant: an error is reported at the user's tokens; a field with an error is neither saved nor required to be saved, so
//! that no second error is reported because of it.
//!
//! | file | owns |
//! |---|---|
//! | `expand` | the order of the work, and which items are refused |
//! | `arguments` | `#[save(..)]` as words and values |
//! | `options` | what the words mean on a type and on a field |
//! | `layout` | the variants and fields with their names in the file |
//! | `implementation` | the code |

mod arguments;
mod expand;
mod implementation;
mod layout;
mod options;
#[cfg(test)]
mod tests;

pub(crate) use expand::expand;
