//! Whether a value is poison: whether a mistake before it has been reported.

use std::marker::PhantomData;

use super::probe::ShapesOk;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::source::ValueSlot;

/// Asks whether a slot stands behind a mistake.
#[derive(Debug)]
pub struct PoisonProbe<T>(PhantomData<fn() -> T>);

impl<T> PoisonProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks whether a slot stands behind a mistake.
pub fn poison_probe<T>(_: &ValueSlot<T>) -> PoisonProbe<T> {
    PoisonProbe(PhantomData)
}

/// The answer where it does: nothing is said about what follows.
impl PoisonProbe<Poison> {
    /// The answer.
    pub fn __pass<L>(self, _: L) -> ShapesOk<false> {
        ShapesOk
    }
}

/// The answer where it does not.
pub trait NotPoison: Sized {
    /// The answer.
    fn __pass<L>(self, link: L) -> L {
        link
    }
}

impl<T> NotPoison for PoisonProbe<T> {}
