//! The targets of one use of a step.

use crate::shape::shape::Shape;

/// The inputs that exist only while fitting: what the DSL's `.fit(..)` supplies.
#[derive(Clone, Copy, Debug)]
pub enum Targets<'a> {
    /// No `.fit(..)` was written.
    None,
    /// The shapes in `.fit(..)`.
    Given(&'a [Shape]),
    /// The step is fitted already: whether it learnt against a target does not matter.
    Fitted,
}
