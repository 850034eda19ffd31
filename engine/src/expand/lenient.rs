//! Values, lists and outputs on their way through a run, each with a way out for what the sketch has rejected.

use ndarray::{ArrayBase, Data, Dimension};

use super::probe::{Poison, poisoned};
use crate::error::ErrorKind;
use crate::run::Slot;
use crate::step::{Measure, Value};
use crate::{Error, Result};

/// Lets an input into the graph if it can flow along an edge.
#[derive(Debug)]
pub struct Admit<T>(Option<T>);

impl<T> Admit<T> {
    /// An input before the gate.
    pub fn new(value: T) -> Self {
        Self(Some(value))
    }
}

/// Lets a value in.
pub trait AdmitValue {
    /// The value as it flows.
    type Value;
    /// Lets the value in.
    ///
    /// # Errors
    /// None.
    fn admit(&mut self) -> Result<Self::Value>;
}

impl<T: Value> AdmitValue for &mut Admit<T> {
    type Value = T;
    fn admit(&mut self) -> Result<T> {
        self.0.take().ok_or_else(poisoned)
    }
}

/// Keeps a value out.
pub trait AdmitPoison {
    /// Keeps the value out.
    ///
    /// # Errors
    /// Always.
    fn admit(&mut self) -> Result<Poison> {
        Err(poisoned())
    }
}

impl<T> AdmitPoison for Admit<T> {}

/// Measures a value.
#[derive(Debug)]
pub struct Measured<'value, T>(pub &'value T);

/// Measures an array.
pub trait MeasuredArray {
    /// The lengths of the axes, and the bytes.
    ///
    /// # Errors
    /// The array has more axes than a shape can hold.
    fn measure(&self) -> Result<Measure>;
}

impl<S: Data, D: Dimension> MeasuredArray for &Measured<'_, ArrayBase<S, D>> {
    fn measure(&self) -> Result<Measure> {
        Measure::of_array(self.0).ok_or_else(|| {
            Error::of_kind(
                ErrorKind::Shape,
                format!("a shape holds up to {} axes, got {}", crate::shape::MAX_RANK, self.0.ndim()),
            )
        })
    }
}

/// Measures anything else.
pub trait MeasuredValue {
    /// No axes, and the bytes.
    ///
    /// # Errors
    /// None.
    fn measure(&self) -> Result<Measure>;
}

impl<T> MeasuredValue for Measured<'_, T> {
    fn measure(&self) -> Result<Measure> {
        Ok(Measure::of_value(self.0))
    }
}

/// The values of a source `[a, b, c]` on their way to a step.
#[derive(Debug)]
pub struct List<T>(Vec<T>);

impl<T> List<T> {
    /// A list that starts with `first`.
    pub fn new(first: T, capacity: usize) -> Self {
        let mut values = Vec::with_capacity(capacity);
        values.push(first);
        Self(values)
    }

    /// The values as an array.
    ///
    /// # Errors
    /// The number of values is not `N`.
    pub fn into_array<const N: usize>(self) -> Result<[T; N]> {
        <[T; N]>::try_from(self.0).map_err(|_| poisoned())
    }
}

/// Appends a value to a list.
#[derive(Debug)]
pub struct Push<'list, T, U>(&'list mut List<T>, Option<U>);

impl<'list, T, U> Push<'list, T, U> {
    /// A value to append.
    pub fn new(list: &'list mut List<T>, value: U) -> Self {
        Self(list, Some(value))
    }
}

/// Appends a value of the list's type.
pub trait PushSame {
    /// Appends the value.
    fn push(&mut self);
}

impl<T> PushSame for &mut Push<'_, T, T> {
    fn push(&mut self) {
        if let Some(value) = self.1.take() {
            self.0.0.push(value);
        }
    }
}

/// Forgets a value of another type.
pub trait PushOther {
    /// Forgets the value.
    fn push(&mut self);
}

impl<T, U> PushOther for Push<'_, T, U> {
    fn push(&mut self) {
        self.1 = None;
    }
}

/// Takes apart what a step with several outputs gives.
#[derive(Debug)]
pub struct Splitter<T, const N: usize>(Option<T>);

impl<T, const N: usize> Splitter<T, N> {
    /// What is to be taken apart.
    pub fn new(value: T) -> Self {
        Self(Some(value))
    }
}

/// Takes a tuple apart.
pub trait SplitTuple {
    /// The parts, as a tuple.
    type Parts;
    /// The parts.
    ///
    /// # Errors
    /// None.
    fn split(&mut self) -> Result<Self::Parts>;
}

/// Takes anything else apart: into poison.
pub trait SplitPoison {
    /// The parts, as a tuple.
    type Parts;
    /// Nothing.
    ///
    /// # Errors
    /// Always.
    fn split(&mut self) -> Result<Self::Parts> {
        Err(poisoned())
    }
}

macro_rules! split {
    ($($count:literal: $($part:ident)+, $($poison:ident)+);+) => {
        $(
            impl<$($part),+> SplitTuple for &mut Splitter<($($part,)+), $count> {
                type Parts = ($($part,)+);
                fn split(&mut self) -> Result<Self::Parts> {
                    self.0.take().ok_or_else(poisoned)
                }
            }
            impl<T> SplitPoison for Splitter<T, $count> {
                type Parts = ($($poison,)+);
            }
        )+
    };
}
split!(2: A B, Poison Poison; 3: A B C, Poison Poison Poison; 4: A B C D, Poison Poison Poison Poison);

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

/// A slot for a value that has no origin.
pub fn poison_slot() -> Slot<(Poison, Measure)> {
    Slot::new(0)
}

pub(super) fn poisoned_outputs() -> Error {
    poisoned()
}
