//! Types as a person reads them in messages: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::marker::PhantomData;

use ndarray::{ArcArray, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::probe::Of;
use crate::diagnostics::ArrayOf;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::source::ValueSlot;

/// How a type is called in an error message.
pub trait DisplayAs {
    /// The type that stands for it.
    type As;
}

macro_rules! display_arrays {
    ($($dimension:ident $rank:literal),+) => {
        $(impl<A> DisplayAs for ArcArray<A, $dimension> {
            type As = ArrayOf<A, $rank>;
        })+
    };
}
display_arrays!(Ix0 0, Ix1 1, Ix2 2, Ix3 3, Ix4 4, Ix5 5, Ix6 6);

impl DisplayAs for () {
    type As = ();
}

impl DisplayAs for Poison {
    type As = Poison;
}

impl<T: DisplayAs, const N: usize> DisplayAs for [T; N] {
    type As = [T::As; N];
}

macro_rules! display_tuples {
    ($($($part:ident)+),+) => {
        $(impl<$($part: DisplayAs),+> DisplayAs for ($($part,)+) {
            type As = ($($part::As,)+);
        })+
    };
}
display_tuples!(A B, A B C, A B C D, A B C D E, A B C D E F);

/// Asks how a type is called.
#[derive(Debug)]
pub struct DisplayProbe<T>(PhantomData<fn(T)>);

impl<T> DisplayProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks how the type of this slot's values is called.
pub fn display_probe<T>(_: &ValueSlot<T>) -> DisplayProbe<T> {
    DisplayProbe::new()
}

/// Asks how this type is called.
pub fn type_probe<T>(_: Of<T>) -> DisplayProbe<T> {
    DisplayProbe::new()
}

/// The answer for arrays, tuples and lists of them: what stands in its place.
impl<T: DisplayAs> DisplayProbe<T> {
    /// The answer.
    pub fn __display(self) -> Of<T::As> {
        Of::new()
    }
}

/// The answer for anything else: its own name.
pub trait DisplayOwn {
    /// The type itself.
    type As;
    /// The answer.
    fn __display(self) -> Of<Self::As>;
}

impl<T> DisplayOwn for DisplayProbe<T> {
    type As = T;
    fn __display(self) -> Of<T> {
        Of::new()
    }
}
