//! The slots for the outputs of a node, and for the inputs of the pipeline.
//!
//! Invariant: an output is measured and compared with its inferred shape before it is put into its slot. An input of
//! the pipeline is measured before that, and compared before any node runs.

use std::any::type_name;
use std::sync::Arc;

use super::cache_io::{CachedSlot, SlotCache};
use super::cached_node::CachedOutput;
use super::execution::Execution;
use super::measure::{MeasureAs, Whole};
use super::node_context::NodeContext;
use super::source::ValueSlot;
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::run::Slot;
use crate::step::Measure;

/// The outputs of a node: one slot, or a tuple of them.
pub trait OutputSlots: CachedOutput + Sync {
    /// The value that the node returns.
    type Value;

    /// Measures and checks each value, and puts it into its slot.
    ///
    /// # Errors
    /// A value does not have the promised shape.
    fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>>;

    /// Returns the names of the types of the values.
    fn type_names(&self) -> Vec<&'static str>;
}

/// A slot for one value, and how the value is measured.
#[derive(Debug)]
pub struct OutputSlot<T> {
    /// The slot.
    pub slot: ValueSlot<T>,
    measure: fn(&T) -> Result<Measure>,
    pub(crate) cache: SlotCache<T>,
}

impl<T> OutputSlot<T> {
    pub(crate) fn new<As: MeasureAs<T>>() -> Self {
        Self { slot: Arc::new(Slot::new()), measure: As::measure, cache: SlotCache::new::<As>() }
    }

    /// Returns a shared reference to the slot.
    pub fn __share(&self) -> ValueSlot<T> {
        Arc::clone(&self.slot)
    }

    /// Returns an empty output for the same type of value.
    #[must_use]
    pub fn __alike(&self) -> Self {
        Self { slot: Arc::new(Slot::new()), measure: self.measure, cache: self.cache.alike() }
    }

    /// Puts input `number` of the pipeline into its slot.
    ///
    /// # Errors
    /// The input cannot be measured.
    pub fn __accept(&self, execution: &Execution<'_>, number: usize, value: T) -> Result<Measure>
    where
        T: 'static,
    {
        let measure = (self.measure)(&value)?;
        execution.hash(number, &value);
        self.slot.put((value, measure), execution.uses(number));
        Ok(measure)
    }

    pub(crate) fn keep(&self, node: &NodeContext<'_>, index: usize, value: T) -> Result<Measure> {
        let (measure, uses) = self.measured(node, index, &value)?;
        self.slot.put((value, measure), uses);
        Ok(measure)
    }

    /// Measures and checks a value. Returns its measure and how often it is used.
    pub(crate) fn measured(&self, node: &NodeContext<'_>, index: usize, value: &T) -> Result<(Measure, u32)> {
        let measure = (self.measure)(value)?;
        Ok((measure, node.check_output(index, &measure)?))
    }
}

impl OutputSlot<Poison> {
    /// Creates an output that is never filled.
    #[must_use]
    pub fn poison() -> Self {
        Self { measure: |_| Err(poisoned()), ..Self::new::<Whole>() }
    }
}

impl<T: Clone + Send + 'static> OutputSlots for OutputSlot<T> {
    type Value = T;

    fn put(&self, node: &NodeContext<'_>, value: T) -> Result<Vec<Measure>> {
        let measure = self.keep(node, 0, value)?;
        Ok(if node.is_observed() { vec![measure] } else { Vec::new() })
    }

    fn type_names(&self) -> Vec<&'static str> {
        vec![type_name::<T>()]
    }
}

impl<T: Clone + Send + 'static> CachedOutput for OutputSlot<T> {
    fn part(&self, index: usize) -> Option<&dyn CachedSlot> {
        (index == 0).then_some(self as &dyn CachedSlot)
    }
}

macro_rules! tuple_output {
    ($($($part:ident $index:tt)+);+) => {
        $(impl<$($part: Clone + Send + 'static),+> OutputSlots for ($(OutputSlot<$part>,)+) {
            type Value = ($($part,)+);

            fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>> {
                Ok(vec![$(self.$index.keep(node, $index, value.$index)?),+])
            }

            fn type_names(&self) -> Vec<&'static str> {
                vec![$(type_name::<$part>()),+]
            }
        }

        impl<$($part: Clone + Send + 'static),+> CachedOutput for ($(OutputSlot<$part>,)+) {
            fn part(&self, index: usize) -> Option<&dyn CachedSlot> {
                let parts: &[&dyn CachedSlot] = &[$(&self.$index),+];
                parts.get(index).copied()
            }
        })+
    };
}
tuple_output!(A 0 B 1; A 0 B 1 C 2; A 0 B 1 C 2 D 3);
