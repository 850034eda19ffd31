//! Sizes, shapes and signatures: one shape checker, which rustc runs on every edge and the engine runs on real arrays.
//!
//! The checker consists of `const fn`s over `Copy` values without a heap.
//!
//! Invariant: a [`Dim`] is in normal form, so equal text means equal size; the checker never rejects a correct edge (an
//! open question is marked `undecided`, and the engine answers it with the real numbers); and a shape after a reported
//! error is [`Shape::POISON`], which causes no second error.
//!
//! Each file or folder imports only from those above it in this table.
//!
//! | file or folder | owns |
//! |---|---|
//! | `limits`, `text` | the lengths of the tables; text that a `const fn` can write |
//! | `size` | [`Dim`]: a size as a polynomial over names |
//! | `shape` | [`Shape`]: up to six sizes, or poison |
//! | `bindings` | the numbers of the named sizes in one run |
//! | `signature` | [`Signature`]: its text and its parser |
//! | `check` | from a signature and input shapes to output shapes |
//! | `explain` | the messages of errors, as compile errors |

#[macro_use]
mod attempt;

mod bindings;
pub(crate) mod check;
pub(crate) mod explain;
mod limits;
#[expect(clippy::module_inception, reason = "the module is named after the type that it owns")]
mod shape;
pub(crate) mod signature;
mod size;
mod text;

#[cfg(test)]
mod properties;

pub use limits::{MAX_CONSTANTS, MAX_RANK};
pub use shape::Shape;
pub use signature::{Signature, SyntaxError};
pub use size::{Dim, DimError, Symbol};
pub use text::Text;

// For the engine. What generated code names, `plumbing` exports.
pub(crate) use bindings::Sizes;
pub(crate) use check::{Edge, Inference, Promise, targets_of};
pub(crate) use explain::{require, require_as_fitted, require_as_returned};
pub(crate) use signature::{ParsedSignature, Targets, reversed};
