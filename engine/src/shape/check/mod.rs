//! The checker: from a signature and input shapes to output shapes, or to a mismatch.
//!
//! | file | owns |
//! |---|---|
//! | `mismatch` | [`Mismatch`]: the error of an edge, as data |
//! | `inference` | [`Inference`]: the result of the checker |
//! | `unify`, `infer` | matching the inputs, computing the outputs |
//! | `edge` | [`Edge`]: an edge into a step, with the names that messages need |
//! | `inverse`, `reapply` | the same for the inverse of a fitted step, and for a fitted step that is reapplied |
//! | `promise`, `choice` | comparison of a shape with the stated one, and of the arms of a choice |

mod choice;
mod edge;
mod infer;
mod inference;
mod inverse;
mod mismatch;
mod promise;
mod reapply;
mod unify;

pub(in crate::shape) use choice::is_same;
pub(crate) use choice::joined;
pub use choice::{chosen, targets_of};
pub use edge::Edge;
pub(crate) use infer::infer_parsed;
pub use infer::{infer, passed_on};
pub use inference::Inference;
pub use inverse::infer_inverse;
pub(crate) use mismatch::{Mismatch, MismatchKind};
pub use promise::{Promise, expect_shape};
pub(in crate::shape) use reapply::difference;
pub use reapply::{expect_reapplied, infer_reapplied};
pub(in crate::shape) use unify::Application;
