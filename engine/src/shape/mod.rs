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

#[macro_use]
mod attempt;

mod bindings;
mod check;
mod explain;
mod limits;
#[expect(clippy::module_inception, reason = "the module is named after the type that it owns")]
mod shape;
mod signature;
mod size;
mod text;

#[cfg(test)]
mod properties;

pub use bindings::{SizeError, Sizes};
pub use check::{
    Edge, Inference, Mismatch, MismatchKind, Promise, chosen, expect_again, expect_shape, infer, infer_again,
    infer_inverse, is_same, passed_on, targets_of,
};
pub use explain::{
    require, require_arm, require_as_fitted, require_named, require_promise, require_same,
    require_target_taken,
};
pub use limits::{MAX_CONSTANTS, MAX_OUTPUTS, MAX_RANK};
pub use shape::Shape;
pub use signature::{Signature, SyntaxError, Targets, render_signature, require_syntax, reversed};
pub use size::{Decision, Dim, DimError, Symbol};
pub use text::Text;
