//! Outputs on their way to the caller, with a way out for what the sketch has rejected.

use super::probe::poisoned;
use crate::{Error, Result};

/// Hands an output to the caller, as the promised type.
#[derive(Debug)]
pub struct Deliver<T, P>(Option<T>, std::marker::PhantomData<fn() -> P>);

/// Hands `value` to the caller as a `P`.
pub fn deliver<P, T>(value: T) -> Deliver<T, P> {
    Deliver(Some(value), std::marker::PhantomData)
}

/// Hands over a value of the promised type.
pub trait DeliverValue {
    /// What the caller gets.
    type Value;
    /// Hands the value over.
    ///
    /// # Errors
    /// None.
    fn deliver(&mut self) -> Result<Self::Value>;
}

impl<T> DeliverValue for &mut Deliver<T, T> {
    type Value = T;
    fn deliver(&mut self) -> Result<T> {
        self.0.take().ok_or_else(poisoned)
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
    fn deliver(&mut self) -> Result<Self::Value>;
}

impl<T, P> DeliverPoison for Deliver<T, P> {
    type Value = P;
    fn deliver(&mut self) -> Result<P> {
        Err(poisoned())
    }
}

pub(super) fn poisoned_outputs() -> Error {
    poisoned()
}
