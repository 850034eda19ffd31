//! The targets of an edge.

use crate::shape::shape::Shape;

/// The inputs of a step that exist only while fitting, from `.fit(..)` in the DSL.
#[derive(Clone, Copy, Debug)]
pub enum Targets<'a> {
    /// There is no `.fit(..)`.
    None,
    /// The shapes in `.fit(..)`.
    Given(&'a [Shape]),
    /// The step is already fitted, so targets do not matter.
    Fitted,
}
