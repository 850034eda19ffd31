//! Whether an input can flow along an edge.
//!
//! Invariant: an input that cannot flow along an edge is reported once, and its value is poison.

use std::marker::PhantomData;
use std::sync::Arc;

use super::probe::Of;
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::output::OutputSlot;
use crate::plumbing::exec::source::ValueSlot;
use crate::run::Slot;
use crate::step::{Measure, Value};

/// Asks whether a type can flow along an edge.
#[derive(Debug)]
pub struct FlowProbe<T>(PhantomData<fn() -> T>);

/// Asks whether this type can flow along an edge.
pub fn flow_probe<T>(_: Of<T>) -> FlowProbe<T> {
    FlowProbe(PhantomData)
}

/// The answer that the type can flow. `As` is how its values are measured.
#[derive(Debug)]
pub struct IsValue<As>(PhantomData<As>);

/// The answer that the type cannot flow.
#[derive(Debug)]
pub struct NotValue;

/// The answer for arrays.
impl<T: Value> FlowProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// Returns the answer.
    pub fn __flow(self) -> IsValue<ByAxes> {
        IsValue(PhantomData)
    }
}

/// The answer for any other type that can flow.
pub trait OtherValueFlows: Sized {
    /// Returns the answer.
    fn __flow(self) -> IsValue<Whole> {
        IsValue(PhantomData)
    }
}

impl<T: Value> OtherValueFlows for FlowProbe<T> {}

/// The answer for a type that cannot flow.
pub trait NothingFlows {
    /// Returns the answer.
    fn __flow(&self) -> NotValue {
        NotValue
    }
}

impl<T> NothingFlows for FlowProbe<T> {}

impl<As> IsValue<As> {
    /// Returns the slot of an input.
    pub fn __input_slot<T, E>(self, _: Of<T>, _: Of<E>, _: Evidence<Proven>) -> OutputSlot<T>
    where
        As: MeasureAs<T>,
    {
        OutputSlot::new::<As>()
    }
}

impl NotValue {
    /// Makes rustc report an input that cannot flow, by the type `E` of its elements.
    pub fn __input_slot<T, E>(self, _: Of<T>, _: Of<E>, _: Evidence<E>) -> RejectedInput<T> {
        RejectedInput::new()
    }
}

/// The slot of an input that cannot flow along an edge.
#[derive(Debug)]
pub struct RejectedInput<T> {
    input: PhantomData<fn(T)>,
    /// A slot that is never filled.
    pub slot: ValueSlot<Poison>,
}

impl<T> RejectedInput<T> {
    pub(crate) fn new() -> Self {
        Self { input: PhantomData, slot: Arc::new(Slot::new()) }
    }

    /// Rejects the input.
    ///
    /// # Errors
    /// Always.
    pub fn __accept(&self, _: &Execution<'_>, _: usize, _: T) -> Result<Measure> {
        Err(poisoned())
    }

    /// Returns the shared slot.
    pub fn __share(&self) -> ValueSlot<Poison> {
        Arc::clone(&self.slot)
    }

    /// Returns a poison output slot.
    #[must_use]
    pub fn __alike(&self) -> OutputSlot<Poison> {
        OutputSlot::poison()
    }
}
