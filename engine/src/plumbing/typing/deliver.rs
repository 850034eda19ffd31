//! Outputs on their way to the caller, with a way out for what the sketch has rejected.

use crate::Result;
use crate::diagnostics::poison::poisoned;

/// Hands an output to the caller, as the promised type.
#[derive(Debug)]
pub struct Deliver<T, P>(T, std::marker::PhantomData<fn() -> P>);

/// Hands `value` to the caller as a `P`.
pub fn deliver<P, T>(value: T) -> Deliver<T, P> {
    Deliver(value, std::marker::PhantomData)
}

/// Hands over a value of the promised type.
impl<T> Deliver<T, T> {
    /// Hands the value over.
    ///
    /// # Errors
    /// None.
    pub fn __deliver(self) -> Result<T> {
        Ok(self.0)
    }
}

/// Hands over nothing.
pub trait DeliverPoison {
    /// What the caller would get.
    type Value;
    /// Hands nothing over.
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
