//! Types as a person reads them in messages: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::marker::PhantomData;

use ndarray::{ArcArray, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::probe::Of;
use crate::diagnostics::ArrayOf;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::source::ValueSlot;

/// How a type is called in an error message.
pub trait Shown {
    /// The type that stands for it.
    type As;
}

macro_rules! shown_arrays {
    ($($dimension:ident $rank:literal),+) => {
        $(impl<A> Shown for ArcArray<A, $dimension> {
            type As = ArrayOf<A, $rank>;
        })+
    };
}
shown_arrays!(Ix0 0, Ix1 1, Ix2 2, Ix3 3, Ix4 4, Ix5 5, Ix6 6);

impl Shown for () {
    type As = ();
}

impl Shown for Poison {
    type As = Poison;
}

impl<T: Shown, const N: usize> Shown for [T; N] {
    type As = [T::As; N];
}

macro_rules! shown_tuples {
    ($($($part:ident)+),+) => {
        $(impl<$($part: Shown),+> Shown for ($($part,)+) {
            type As = ($($part::As,)+);
        })+
    };
}
shown_tuples!(A B, A B C, A B C D, A B C D E, A B C D E F);

/// Asks how a type is called.
#[derive(Debug)]
pub struct ShownProbe<T>(PhantomData<fn(T)>);

impl<T> ShownProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks how the type of this slot's values is called.
pub fn shown_probe<T>(_: &ValueSlot<T>) -> ShownProbe<T> {
    ShownProbe::new()
}

/// Asks how this type is called.
pub fn type_probe<T>(_: Of<T>) -> ShownProbe<T> {
    ShownProbe::new()
}

/// The answer for arrays, tuples and lists of them: what stands in its place.
impl<T: Shown> ShownProbe<T> {
    /// The answer.
    pub fn __shown(self) -> Of<T::As> {
        Of::new()
    }
}

/// The answer for anything else: its own name.
pub trait OwnType {
    /// The type itself.
    type As;
    /// The answer.
    fn __shown(self) -> Of<Self::As>;
}

impl<T> OwnType for ShownProbe<T> {
    type As = T;
    fn __shown(self) -> Of<T> {
        Of::new()
    }
}
