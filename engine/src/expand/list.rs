//! A source `[a, b, c]`: values of one type.

use std::marker::PhantomData;

use super::shown::Shown;
use super::source::{Source, ValueSlot};
use super::verdict::Report;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::diagnostics::{Asked, Right};
use crate::run::Slot;
use crate::step::Measure;

/// The slots of a source `[a, b, c]`, one after the other.
#[derive(Debug)]
pub struct SlotList<T>(Vec<ValueSlot<T>>);

impl<T> SlotList<T> {
    /// A list that starts with this slot.
    pub fn new(first: ValueSlot<T>, capacity: usize) -> Self {
        let mut slots = Vec::with_capacity(capacity);
        slots.push(first);
        Self(slots)
    }

    /// The list as a source of `[T; N]`.
    pub fn __source<const N: usize>(self) -> ListSource<T, N> {
        ListSource(self.0)
    }
}

/// A source of `[T; N]`.
#[derive(Debug)]
pub struct ListSource<T, const N: usize>(Vec<ValueSlot<T>>);

impl<T: Clone + Send, const N: usize> Source for ListSource<T, N> {
    type Value = [T; N];
    type Measures = [Measure; N];

    fn take(&self) -> Result<([T; N], [Measure; N])> {
        let mut measures = [Measure::default(); N];
        let mut values = Vec::with_capacity(N);
        for (slot, place) in self.0.iter().zip(&mut measures) {
            let (value, measure) = Slot::take(slot)?;
            values.push(value);
            *place = measure;
        }
        let values = <[T; N]>::try_from(values).map_err(|_| poisoned())?;
        Ok((values, measures))
    }

    fn release(&self) {
        self.0.iter().for_each(|slot| Slot::release(slot));
    }
}

/// A list and a slot that is to be appended to it.
#[derive(Debug)]
pub struct Push<T, U>(SlotList<T>, ValueSlot<U>);

impl<T, U> Push<T, U> {
    /// A slot to append.
    pub fn new(list: SlotList<T>, slot: ValueSlot<U>) -> Self {
        Self(list, slot)
    }
}

/// The list afterwards, and what is asked about the slot: whether `U` is the same as `V`.
#[derive(Debug)]
pub struct Pushed<T, U, V>(SlotList<T>, PhantomData<fn(U, V)>);

impl<T, U, V> Pushed<T, U, V> {
    /// Nothing is asked where the shapes are wrong already.
    pub fn __after<L: Report>(self, _: L) -> Pushed<T, L::Question<U>, L::Question<V>> {
        Pushed(self.0, PhantomData)
    }

    /// The list; a value of another type is reported.
    pub fn __checked(self, _: Asked<U, V>) -> SlotList<T> {
        self.0
    }
}

/// Appends a slot for values of the list's type.
impl<T> Push<T, T> {
    /// Appends the slot.
    pub fn __push(mut self) -> Pushed<T, Right, Right> {
        self.0.0.push(self.1);
        Pushed(self.0, PhantomData)
    }
}

/// Leaves out a slot for another type of array.
pub trait PushShown {
    /// The list's type.
    type T;
    /// The slot's type, as it is shown.
    type U;
    /// The list's type, as it is shown.
    type V;
    /// Leaves the slot out.
    fn __push(self) -> Pushed<Self::T, Self::U, Self::V>;
}

impl<T: Shown, U: Shown> PushShown for Push<T, U> {
    type T = T;
    type U = U::As;
    type V = T::As;
    fn __push(self) -> Pushed<T, U::As, T::As> {
        Pushed(self.0, PhantomData)
    }
}

/// Leaves out a slot for any other type.
pub trait PushOther {
    /// The list's type.
    type T;
    /// The slot's type.
    type U;
    /// Leaves the slot out.
    fn __push(&self) -> Pushed<Self::T, Self::U, Self::T>;
}

impl<T, U> PushOther for Push<T, U> {
    type T = T;
    type U = U;
    fn __push(&self) -> Pushed<T, U, T> {
        Pushed(SlotList(Vec::new()), PhantomData)
    }
}
