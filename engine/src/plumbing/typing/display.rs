//! The short names of types in messages: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::marker::PhantomData;

use ndarray::{ArcArray, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::probe::Of;
use crate::diagnostics::ArrayOf;
use crate::diagnostics::poison::Poison;
use crate::diagnostics::tuples::up_to_16;
use crate::plumbing::exec::source::ValueSlot;
use crate::records::{Nullable, Record, Records};
use crate::sparse::Sparse;

/// A type that error messages show as another type with a shorter name.
pub trait DisplayAs {
    /// The type to show in its place.
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

impl<T> DisplayAs for Nullable<T> {
    type As = ArrayOf<Option<T>, 1>;
}

impl<R: Record> DisplayAs for Records<R> {
    type As = Records<R>;
}

impl<A> DisplayAs for Sparse<A> {
    type As = Self;
}

impl DisplayAs for () {
    type As = ();
}

impl DisplayAs for Poison {
    type As = Poison;
}

impl<T: DisplayAs, const N: usize> DisplayAs for [T; N] {
    type As = [T::As; N];
}

macro_rules! display_tuple {
    ($($number:literal $field:ident $T:ident),+) => {
        impl<$($T: DisplayAs),+> DisplayAs for ($($T,)+) {
            type As = ($($T::As,)+);
        }
    };
}
up_to_16!(display_tuple);

macro_rules! display_own {
    ($($type:ty),+) => {
        $(impl DisplayAs for $type {
            type As = Self;
        })+
    };
}
display_own!(bool, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64, String);

/// Asks which type a message shows in place of `T`.
#[derive(Debug)]
pub struct DisplayProbe<T>(PhantomData<fn(T)>);

impl<T> DisplayProbe<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks which type a message shows for the values of this slot.
pub fn display_probe<T>(_: &ValueSlot<T>) -> DisplayProbe<T> {
    DisplayProbe::new()
}

/// Asks which type a message shows in place of this type.
pub fn type_probe<T>(_: Of<T>) -> DisplayProbe<T> {
    DisplayProbe::new()
}

/// The answer for arrays, tuples and lists of them: the type to show in its place.
impl<T: DisplayAs> DisplayProbe<T> {
    /// Returns the answer.
    pub fn __display(self) -> Of<T::As> {
        Of::new()
    }
}

/// The answer for any other type: the type itself.
pub trait DisplayOwn {
    /// The type itself.
    type As;
    /// Returns the answer.
    fn __display(self) -> Of<Self::As>;
}

impl<T> DisplayOwn for DisplayProbe<T> {
    type As = T;
    fn __display(self) -> Of<T> {
        Of::new()
    }
}
