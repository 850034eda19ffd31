//! Whether all values of a list `[a, b, c]` are of one type.
//!
//! Invariant: a value of another type is reported, and is not added to the list.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::ShapeGate;
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::list::SlotList;
use crate::plumbing::exec::source::ValueSlot;

/// A list, and a slot to append to it.
#[derive(Debug)]
pub struct Push<T, U>(SlotList<T>, ValueSlot<U>);

impl<T, U> Push<T, U> {
    /// Combines a list with a slot to append to it.
    pub fn new(list: SlotList<T>, slot: ValueSlot<U>) -> Self {
        Self(list, slot)
    }
}

/// The list after the slot was appended, and the question whether the type `U` of the slot is `V`.
#[derive(Debug)]
pub struct Pushed<T, U, V>(SlotList<T>, PhantomData<fn(U, V)>);

impl<T, U, V> Pushed<T, U, V> {
    /// Drops the question if the shapes are wrong already.
    pub fn __after<L: ShapeGate>(self, _: L) -> Pushed<T, L::Question<U>, L::Question<V>> {
        Pushed(self.0, PhantomData)
    }

    /// Returns the list, and makes rustc report a value of another type.
    pub fn __checked(self, _: Evidence<U, V>) -> SlotList<T> {
        self.0
    }
}

/// The answer if the slot has the type of the list.
impl<T> Push<T, T> {
    /// Appends the slot.
    pub fn __push(mut self) -> Pushed<T, Proven, Proven> {
        self.0.push(self.1);
        Pushed(self.0, PhantomData)
    }
}

/// The answer if the slot has another type, and both types are arrays, tuples or lists of them.
pub trait PushDisplay {
    /// The type of the list's values.
    type T;
    /// The type of the slot's values, as a message shows it.
    type U;
    /// The type of the list's values, as a message shows it.
    type V;
    /// Drops the slot.
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

/// The answer if the slot has any other type.
pub trait PushOwn {
    /// The type of the list's values.
    type T;
    /// The type of the slot's values.
    type U;
    /// Drops the slot.
    fn __push(&self) -> Pushed<Self::T, Self::U, Self::T>;
}

impl<T, U> PushOwn for Push<T, U> {
    type T = T;
    type U = U;
    fn __push(&self) -> Pushed<T, U, T> {
        Pushed(SlotList::empty(), PhantomData)
    }
}
