//! The expansion that an editor reads, in place of the one that runs.
//!
//! rust-analyzer finds the meaning of a token in the tokens of the expansion that have its place: all of them. So a
//! step's tokens stand in one type alias, a name is defined once as a shape, once as a value and once as a field, and
//! each use of it is a use of all three, so that a rename from anywhere reaches every place. Checks, plans and bodies
//! are left out.
//!
//! | file | emits |
//! |---|---|
//! | `started` | the name at the cursor |
//! | `shapes`, `values` | the names as constants and as values |
//! | `scope` | nothing: which names are used in which block |
//! | `stubs` | what replaces code that only rustc needs |
//! | `places` | nothing: removes the places of errors from the model |
//!
//! Invariant: rustc never compiles this. Types and shapes are computed from the same aliases, impls and constants as in
//! the expansion that rustc reads.

mod places;
mod scope;
mod shapes;
mod started;
mod stubs;
#[cfg(test)]
mod tests;
mod values;

pub(super) use places::forget_places;
pub(super) use shapes::shapes;
pub(super) use started::started;
pub(super) use stubs::asked;
pub(super) use values::names;
