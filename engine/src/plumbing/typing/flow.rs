//! Whether an input can flow along an edge.

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

/// Asks whether a type can flow along an edge.
pub fn flow_probe<T>(_: Of<T>) -> FlowProbe<T> {
    FlowProbe(PhantomData)
}

/// The type flows; it is measured `As` the type says.
#[derive(Debug)]
pub struct IsValue<As>(PhantomData<As>);

/// The type cannot flow.
#[derive(Debug)]
pub struct NotValue;

/// The answer for arrays.
impl<T: Value> FlowProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// The answer.
    pub fn __flow(self) -> IsValue<ByAxes> {
        IsValue(PhantomData)
    }
}

/// The answer for anything else that flows.
pub trait OtherValueFlows: Sized {
    /// The answer.
    fn __flow(self) -> IsValue<Whole> {
        IsValue(PhantomData)
    }
}

impl<T: Value> OtherValueFlows for FlowProbe<T> {}

/// The answer for what cannot flow.
pub trait NothingFlows {
    /// The answer.
    fn __flow(&self) -> NotValue {
        NotValue
    }
}

impl<T> NothingFlows for FlowProbe<T> {}

impl<As> IsValue<As> {
    /// The place of an input.
    pub fn __input_slot<T>(self, _: Of<T>, _: Evidence<Proven>) -> OutputSlot<T>
    where
        As: MeasureAs<T>,
    {
        OutputSlot::new::<As>()
    }
}

impl NotValue {
    /// Reports an input that cannot flow.
    pub fn __input_slot<T>(self, _: Of<T>, _: Evidence<T>) -> RejectedInput<T> {
        RejectedInput::new()
    }
}

/// Where an input would come in that cannot flow along an edge.
#[derive(Debug)]
pub struct RejectedInput<T> {
    input: PhantomData<fn(T)>,
    /// Never filled.
    pub slot: ValueSlot<Poison>,
}

impl<T> RejectedInput<T> {
    pub(crate) fn new() -> Self {
        Self { input: PhantomData, slot: Arc::new(Slot::new()) }
    }

    /// Keeps the input out.
    ///
    /// # Errors
    /// Always.
    pub fn __accept(&self, _: &Execution<'_>, _: usize, _: T) -> Result<Measure> {
        Err(poisoned())
    }

    /// A share in the slot.
    pub fn __share(&self) -> ValueSlot<Poison> {
        Arc::clone(&self.slot)
    }

    /// Poison.
    #[must_use]
    pub fn __alike(&self) -> OutputSlot<Poison> {
        OutputSlot::poison()
    }
}
