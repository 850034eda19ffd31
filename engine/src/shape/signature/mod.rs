//! Signatures: their text and its parser.
//!
//! | file | owns |
//! |---|---|
//! | `error`, `cursor` | [`SyntaxError`]; a reading position |
//! | `scope`, `expression` | the values of names; the parser of arithmetic |
//! | `parse` | the parser of a shape |
//! | `pattern`, `optional`, `grammar` | the parser of a signature |
//! | `parsed` | [`ParsedSignature`]: its result |
//! | `declared` | names for declared sizes of the pipeline |
//! | `signature`, `targets` | [`Signature`] and [`Targets`] |
//! | `syntax` | the check of a signature where it is written |
//! | `nested`, `reversed` | the signature of a pipeline as a step, and of an inverse |

mod cursor;
mod declared;
mod error;
mod expression;
mod grammar;
mod nested;
mod optional;
mod parse;
mod parsed;
mod pattern;
mod reversed;
mod scope;
#[expect(clippy::module_inception, reason = "the module is named after the type that it owns")]
mod signature;
mod syntax;
mod targets;

pub(in crate::shape) use cursor::{Cursor, is_word, same};
pub use error::SyntaxError;
pub(in crate::shape) use expression::{CONSTANT, expression};
pub(in crate::shape) use grammar::{Layout, Relation};
pub use nested::render_signature;
pub(in crate::shape) use optional::FitTargets;
pub(crate) use parsed::ParsedSignature;
pub(in crate::shape) use pattern::{Axis, AxisKind, Pattern};
pub(crate) use reversed::reversed;
pub(in crate::shape) use scope::{DECLARED, Scope, Star};
pub use signature::Signature;
pub use syntax::require_syntax;
pub use targets::Targets;
