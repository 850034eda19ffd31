//! Whether a value is poison: whether rustc has reported a mistake in a node that it depends on.

use std::marker::PhantomData;

use super::probe::ShapesOk;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::source::ValueSlot;

/// Asks whether values of type `T` are poison.
#[derive(Debug)]
pub struct PoisonProbe<T>(PhantomData<fn() -> T>);

impl<T> PoisonProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks whether the value of this slot is poison.
pub fn poison_probe<T>(_: &ValueSlot<T>) -> PoisonProbe<T> {
    PoisonProbe(PhantomData)
}

/// The answer if it is poison, so that no second error is reported.
impl PoisonProbe<Poison> {
    /// Returns the gate that stops further questions.
    pub fn __pass<L>(self, _: L) -> ShapesOk<false> {
        ShapesOk
    }
}

/// The answer if it is not poison.
pub trait NotPoison: Sized {
    /// Returns the gate unchanged.
    fn __pass<L>(self, link: L) -> L {
        link
    }
}

impl<T> NotPoison for PoisonProbe<T> {}
