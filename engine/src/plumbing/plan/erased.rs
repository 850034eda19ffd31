//! Fitted steps of any type, as they pass between nodes, jobs and a cache.
//!
//! Invariant: a value is read as the type with which it was stored, so another type is a bug of the library.

use std::any::{Any, type_name};

use crate::Error;

/// A fitted step of any type.
pub(crate) type AnyFitted = Box<dyn Any + Send + Sync>;

/// A fitted step in its model.
pub type FittedMut<'model> = &'model mut (dyn Any + Send + Sync);

/// Returns the error for a fitted step or a value that is not a `T`.
#[cold]
pub(crate) fn wrong_type<T>() -> Error {
    Error::bug(format_args!("a node expected a value of type `{}`, found another type", type_name::<T>()))
}
