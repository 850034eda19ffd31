//! The expansion that an editor reads, in place of the compiled one.
//!
//! rust-analyzer looks up the meaning of a token in all tokens of the expansion that have its span. So the tokens of a
//! step are in one type alias; a name is defined once as a shape, once as a value and once as a field; and each use of
//! the name is a use of all three, so that a rename reaches every place. Checks, plans and bodies are omitted.
//!
//! | file | emits |
//! |---|---|
//! | `started` | the word at the cursor, with what can complete it |
//! | `hidden` | nothing: marks the generated names |
//! | `shapes`, `values` | the names as constants and as values |
//! | `sizes`, `keywords` | the names of sizes and the words of the language as constants |
//! | `scope` | nothing: the definitions and uses of names in each block |
//! | `stubs` | the replacement of code that only rustc needs |
//! | `places` | nothing: removes the spans of errors from the model |
//!
//! Invariant: rustc never compiles this expansion. Its types and shapes are computed from the same aliases, impls and
//! constants as in the compiled one.

mod hidden;
mod keywords;
mod places;
mod scope;
mod shapes;
mod sizes;
mod started;
mod stubs;
#[cfg(test)]
mod tests;
mod values;

pub(super) use hidden::hide;
pub(super) use keywords::keywords;
pub(super) use places::forget_places;
pub(super) use shapes::shapes;
pub(super) use sizes::sizes;
pub(super) use started::started;
pub(super) use stubs::signatures;
pub(super) use values::names;
