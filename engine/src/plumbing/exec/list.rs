//! The source `[a, b, c]`: slots for values of one type.
//!
//! Invariant: the generated code adds `N` slots to a list that becomes a source of `[T; N]`.

use super::source::{Source, ValueSlot};
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::run::Slot;
use crate::step::Measure;

/// The slots of a source `[a, b, c]`, one after the other.
#[derive(Debug)]
pub struct SlotList<T>(Vec<ValueSlot<T>>);

impl<T> SlotList<T> {
    /// Creates a list that starts with this slot.
    pub fn new(first: ValueSlot<T>, capacity: usize) -> Self {
        let mut slots = Vec::with_capacity(capacity);
        slots.push(first);
        Self(slots)
    }

    pub(crate) const fn empty() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn push(&mut self, slot: ValueSlot<T>) {
        self.0.push(slot);
    }

    /// Returns the list as a source of `[T; N]`.
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
