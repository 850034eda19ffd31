//! Whether all values of a source `[a, b, c]` are of one type.
//!
//! Invariant: a value of another type is left out once it has been reported.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::ShapeGate;
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::list::SlotList;
use crate::plumbing::exec::source::ValueSlot;

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
    pub fn __after<L: ShapeGate>(self, _: L) -> Pushed<T, L::Question<U>, L::Question<V>> {
        Pushed(self.0, PhantomData)
    }

    /// The list; a value of another type is reported.
    pub fn __checked(self, _: Evidence<U, V>) -> SlotList<T> {
        self.0
    }
}

/// Appends a slot for values of the list's type.
impl<T> Push<T, T> {
    /// Appends the slot.
    pub fn __push(mut self) -> Pushed<T, Proven, Proven> {
        self.0.push(self.1);
        Pushed(self.0, PhantomData)
    }
}

/// Leaves out a slot for another type of array.
pub trait PushDisplay {
    /// The list's type.
    type T;
    /// The slot's type, as it is shown.
    type U;
    /// The list's type, as it is shown.
    type V;
    /// Leaves the slot out.
    fn __push(self) -> Pushed<Self::T, Self::U, Self::V>;
}

impl<T: DisplayAs, U: DisplayAs> PushDisplay for Push<T, U> {
    type T = T;
    type U = U::As;
    type V = T::As;
    fn __push(self) -> Pushed<T, U::As, T::As> {
        Pushed(self.0, PhantomData)
    }
}

/// Leaves out a slot for any other type.
pub trait PushOwn {
    /// The list's type.
    type T;
    /// The slot's type.
    type U;
    /// Leaves the slot out.
    fn __push(&self) -> Pushed<Self::T, Self::U, Self::T>;
}

impl<T, U> PushOwn for Push<T, U> {
    type T = T;
    type U = U;
    fn __push(&self) -> Pushed<T, U, T> {
        Pushed(SlotList::empty(), PhantomData)
    }
}
