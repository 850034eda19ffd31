//! [`SgdClassifier`]: probabilities of classes, learnt step by step.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`SgdClassifier`], and what a step against the gradient is |
//! | `lesson` | [`Lesson`], what `.fit(..)` may hold: labels, weights, validation rows |
//! | `stopping` | when the loss on validation rows ends learning, and which weights are kept |
//! | `epochs` | learning from batches |

mod epochs;
mod lesson;
mod step;
mod stopping;

pub use lesson::Lesson;
pub use step::{FittedSgdClassifier, SgdClassifier};
