//! Whether an input can flow along an edge.

use std::marker::PhantomData;
use std::sync::Arc;

use super::probe::Of;
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::diagnostics::{Asked, Right};
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::output::One;
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
pub struct Flowing<As>(PhantomData<As>);

/// The type cannot flow.
#[derive(Debug)]
pub struct Standing;

/// The answer for arrays.
impl<T: Value> FlowProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// The answer.
    pub fn __flow(self) -> Flowing<ByAxes> {
        Flowing(PhantomData)
    }
}

/// The answer for anything else that flows.
pub trait FlowingValue: Sized {
    /// The answer.
    fn __flow(self) -> Flowing<Whole> {
        Flowing(PhantomData)
    }
}

impl<T: Value> FlowingValue for FlowProbe<T> {}

/// The answer for what cannot flow.
pub trait StandingValue {
    /// The answer.
    fn __flow(&self) -> Standing {
        Standing
    }
}

impl<T> StandingValue for FlowProbe<T> {}

impl<As> Flowing<As> {
    /// The place of an input.
    pub fn __inlet<T>(self, _: Of<T>, _: Asked<Right>) -> One<T>
    where
        As: MeasureAs<T>,
    {
        One::new::<As>()
    }
}

impl Standing {
    /// Reports an input that cannot flow.
    pub fn __inlet<T>(self, _: Of<T>, _: Asked<T>) -> Refused<T> {
        Refused::new()
    }
}

/// Where an input would come in that cannot flow along an edge.
#[derive(Debug)]
pub struct Refused<T> {
    input: PhantomData<fn(T)>,
    /// Never filled.
    pub slot: ValueSlot<Poison>,
}

impl<T> Refused<T> {
    pub(crate) fn new() -> Self {
        Self { input: PhantomData, slot: Arc::new(Slot::new()) }
    }

    /// Keeps the input out.
    ///
    /// # Errors
    /// Always.
    pub fn __accept(&self, _: &Engine<'_>, _: usize, _: T) -> Result<Measure> {
        Err(poisoned())
    }

    /// A share in the slot.
    pub fn __share(&self) -> ValueSlot<Poison> {
        Arc::clone(&self.slot)
    }

    /// Poison.
    #[must_use]
    pub fn __alike(&self) -> One<Poison> {
        One::poison()
    }
}
