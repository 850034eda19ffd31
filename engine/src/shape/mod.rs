//! Sizes, shapes and signatures: the one shape checker, run by rustc on every edge and by the engine on real arrays.
//!
//! Everything that decides is a `const fn` over `Copy` values without a heap. Three promises hold throughout:
//! a [`Dim`] is in normal form, so equal text means equal size; [`infer`] never calls a right edge wrong (what it
//! cannot decide it marks [`undecided`](Inference::undecided), and the engine decides it on the real numbers);
//! and a shape that is already known to be wrong is [`Shape::POISON`], which nothing complains about again.
//!
//! | file | owns |
//! |---|---|
//! | `symbol` | the name of a size |
//! | `dim`, `atoms`, `checked`, `floor`, `decide`, `evaluate` | polynomials over sizes: normal form, arithmetic, comparison |
//! | `shape` | up to six dims, or poison |
//! | `cursor`, `expression`, `scope` | reading text |
//! | `pattern`, `layout`, `optional`, `signature` | a signature as text, and its grammar |
//! | `declared` | sizes that a pipeline declares, as names in a signature |
//! | `unify`, `infer` | from a signature and input shapes to output shapes |
//! | `inverse`, `again` | the same for a fitted step that is undone, or applied to other rows |
//! | `arms` | the shapes of a choice between steps |
//! | `mismatch`, `explain`, `reason`, `require`, `promise` | what went wrong, in the user's words, as a compile error |
//! | `text`, `render`, `names`, `nested` | writing text in a `const fn` |
//! | `sizes` | the numbers of one run |

/// `?` for a `const fn`.
macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}

mod again;
mod arms;
mod atoms;
mod checked;
mod cursor;
mod decide;
mod declared;
mod dim;
mod evaluate;
mod explain;
mod expression;
mod floor;
mod infer;
mod inverse;
mod layout;
mod mismatch;
mod names;
mod nested;
mod optional;
mod pattern;
mod promise;
mod reason;
mod render;
mod require;
mod scope;
#[expect(clippy::module_inception, reason = "the module is named after the type that it owns")]
mod shape;
mod signature;
mod sizes;
mod symbol;
mod text;
mod unify;

#[cfg(test)]
mod laws;

pub use again::{expect_again, infer_again, require_as_fitted};
pub use arms::{chosen, is_same, require_arm, require_same, require_target_taken, targets_of};
pub use cursor::SyntaxError;
pub use decide::Decision;
pub use declared::require_named;
pub use dim::{Dim, DimError};
pub use infer::{Inference, MAX_OUTPUTS, Targets, infer, passed_on};
pub use inverse::{infer_inverse, reversed};
pub use mismatch::{Mismatch, MismatchKind};
pub use nested::render_signature;
pub use promise::{Promise, expect_shape, require_promise};
pub use require::{Edge, require};
pub use shape::{MAX_RANK, Shape};
pub use signature::{MAX_CONSTANTS, Signature, require_syntax};
pub use sizes::{SizeError, Sizes};
pub use symbol::Symbol;
pub use text::Text;
