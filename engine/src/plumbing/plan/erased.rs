//! Fitted steps of any type, which nodes, jobs and a cache pass to each other.
//!
//! Invariant: a value is read as the type with which it was stored, so another type is a bug in the engine.

use std::any::{Any, type_name};

use crate::{Error, Result};

/// A fitted step of any type.
pub(crate) type AnyFitted = Box<dyn Any + Send + Sync>;

/// A mutable reference to a fitted step in its model.
pub type FittedMut<'model> = &'model mut (dyn Any + Send + Sync);

/// Returns the error for a fitted step or a value that is not a `T`.
#[cold]
pub(crate) fn wrong_type<T>() -> Error {
    Error::bug(format_args!("a node expected a value of type `{}`, found another type", type_name::<T>()))
}

/// Returns a step or a fitted step as a `T`.
///
/// # Errors
/// It is not a `T`: a bug in the engine.
pub(crate) fn downcast<T: 'static>(step: &dyn Any) -> Result<&T> {
    step.downcast_ref().ok_or_else(wrong_type::<T>)
}

/// Returns a mutable reference to a fitted step as a `T`.
///
/// # Errors
/// The same as [`downcast`].
pub(crate) fn downcast_mut<T: 'static>(fitted: FittedMut<'_>) -> Result<&mut T> {
    fitted.downcast_mut().ok_or_else(wrong_type::<T>)
}
