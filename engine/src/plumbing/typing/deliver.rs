//! The return of outputs to the caller, with a fallback for outputs that are poison.
//!
//! Invariant: the fallback never runs, because rustc reports an output of another type than the promised one.

use crate::Result;
use crate::diagnostics::poison::poisoned;

/// Returns an output to the caller as the promised type `P`.
#[derive(Debug)]
pub struct Deliver<T, P>(T, std::marker::PhantomData<fn() -> P>);

/// Prepares the return of `value` to the caller as a `P`.
pub fn deliver<P, T>(value: T) -> Deliver<T, P> {
    Deliver(value, std::marker::PhantomData)
}

/// The answer if the value has the promised type.
impl<T> Deliver<T, T> {
    /// Returns the value.
    ///
    /// # Errors
    /// None.
    pub fn __deliver(self) -> Result<T> {
        Ok(self.0)
    }
}

/// The answer if the value has another type, which rustc has reported.
pub trait DeliverPoison {
    /// The promised type.
    type Value;
    /// Returns an error.
    ///
    /// # Errors
    /// Always.
    fn __deliver(self) -> Result<Self::Value>;
}

impl<T, P> DeliverPoison for Deliver<T, P> {
    type Value = P;
    fn __deliver(self) -> Result<P> {
        Err(poisoned())
    }
}
