//! Fitted steps of any type, as they pass between nodes, jobs and a cache.

use std::any::Any;

/// A fitted step of any type.
pub(crate) type AnyFitted = Box<dyn Any + Send + Sync>;

/// A fitted step in its model.
pub type FittedMut<'model> = &'model mut (dyn Any + Send + Sync);
