//! Whether a value is poison: whether a mistake before it has been reported.

use std::marker::PhantomData;

use super::probe::Link;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::source::ValueSlot;

/// Asks whether a slot stands behind a mistake.
#[derive(Debug)]
pub struct SoundProbe<T>(PhantomData<fn() -> T>);

impl<T> SoundProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks whether a slot stands behind a mistake.
pub fn sound_probe<T>(_: &ValueSlot<T>) -> SoundProbe<T> {
    SoundProbe(PhantomData)
}

/// The answer where it does: nothing is said about what follows.
impl SoundProbe<Poison> {
    /// The answer.
    pub fn __pass<L>(self, _: L) -> Link<false> {
        Link
    }
}

/// The answer where it does not.
pub trait SoundSlot: Sized {
    /// The answer.
    fn __pass<L>(self, link: L) -> L {
        link
    }
}

impl<T> SoundSlot for SoundProbe<T> {}
