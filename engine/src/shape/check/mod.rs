//! The checker: from a signature and input shapes to output shapes, or to a mismatch.
//!
//! | file | owns |
//! |---|---|
//! | `mismatch` | [`Mismatch`]: what is wrong, as data |
//! | `inference` | [`Inference`]: what was found |
//! | `unify`, `infer` | matching the inputs, computing the outputs |
//! | `edge` | [`Edge`]: an edge into a step, as messages name it |
//! | `inverse`, `reapply` | the same for the inverse of a fitted step, and for a fitted step on another value |
//! | `promise`, `choice` | a shape against the stated one; the arms of a choice against each other |

mod choice;
mod edge;
mod infer;
mod inference;
mod inverse;
mod mismatch;
mod promise;
mod reapply;
mod unify;

pub use choice::{chosen, is_same, targets_of};
pub use edge::Edge;
pub use infer::{infer, passed_on};
pub use inference::Inference;
pub use inverse::infer_inverse;
pub use mismatch::{Mismatch, MismatchKind};
pub use promise::{Promise, expect_shape};
pub(in crate::shape) use reapply::difference;
pub use reapply::{expect_again, infer_again};
pub(in crate::shape) use unify::Application;
