//! [`IntoInput`]: the forms in which a caller may pass an input to a pipeline: owned, shared or borrowed.

use ndarray::{ArcArray, Array, ArrayView, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::array_of::ArrayOf;
use crate::records::{Category, Nullable, Plain, Record, Records};
use crate::sparse::Sparse;

/// A value that can become the input `T` of a pipeline. An input `f32[n, 8]` is an [`ArrayOf<f32, 2>`](ArrayOf).
///
/// An owned [`Array`] and a shared [`ArcArray`] are used without a copy. A borrowed array or a view is copied once, because
/// the values of a run are shared between threads and outlive the borrow. An input `Passenger[n]` of a
/// [record](macro@crate::records::Record) accepts [`Records`] or rows, an input `Option<f32>[n]` a [`Nullable`] or a `Vec`, and one of numbers or texts with one axis,
/// `f32[n]`, also a `Vec` or a slice. An input `sparse f32[n, d]` accepts a [`Sparse`] or a reference to one.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scale(x: f64[n, 1]) -> f64[n, 1] { x |> StandardScaler }
/// }
///
/// let x = array![[1.0], [3.0]];
/// let model = Scale::default().fit(&x)?; // copied
/// model.predict(x.view())?; // copied
/// model.predict(x.to_shared())?; // shared
/// model.predict(x)?; // moved
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this value cannot be passed to an input of type `{T}`",
    label = "wrong type for this input",
    note = "an input `f32[n, 8]` is an `ArrayOf<f32, 2>`: it accepts an `Array2<f32>`, an `ArcArray2<f32>`, a reference to one of them or an `ArrayView2<f32>`, with one axis also a `Vec<f32>`; an input `T[n]` of records accepts `Records<T>` or rows (borrowed ones if `T` is `Clone`), one of an `Option` a `Nullable` or a `Vec`, and `sparse f32[n, d]` a `Sparse<f32>`"
)]
pub trait IntoInput<T> {
    /// The value as it flows along an edge.
    type Value;

    /// Converts the value.
    fn into_input(self) -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<T> IntoInput<T> for T {
    type Value = T;

    fn into_input(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<A> IntoInput<Sparse<A>> for &Sparse<A> {
    type Value = Sparse<A>;

    fn into_input(self) -> Sparse<A> {
        self.clone()
    }
}

macro_rules! columns {
    ($($(#[$attribute:meta])* [$($generics:tt)*] $from:ty => $element:ty, $value:ty: $convert:expr;)+) => {
        $(
            $(#[$attribute])*
            #[diagnostic::do_not_recommend]
            impl<$($generics)*> IntoInput<ArrayOf<$element, 1>> for $from {
                type Value = $value;

                fn into_input(self) -> $value {
                    $convert(self)
                }
            }
        )+
    };
}
columns! {
    [T: Plain] Nullable<T> => Option<T>, Nullable<T>: std::convert::identity;
    [T: Plain] &Nullable<T> => Option<T>, Nullable<T>: Nullable::clone;
    [T: Plain] Vec<Option<T>> => Option<T>, Nullable<T>: Nullable::from;
    [R: Record] Records<R> => R, Records<R>: std::convert::identity;
    [R: Record] &Records<R> => R, Records<R>: Records::clone;
    [R: InRows] Vec<R> => R, R::Rows: R::rows;
    [R: InRows + Clone] &[R] => R, R::Rows: |rows: &[R]| R::rows(rows.to_vec());
    [R: InRows + Clone] &Vec<R> => R, R::Rows: |rows: &Vec<R>| R::rows(rows.clone());
}

/// A type of which a caller passes rows as a `Vec` or a slice: a record, a number, a text.
#[doc(hidden)]
pub trait InRows: Sized {
    /// The rows as they flow along an edge.
    type Rows;

    /// Makes them.
    fn rows(rows: Vec<Self>) -> Self::Rows;
}

impl<R: Record> InRows for R {
    type Rows = Records<R>;

    fn rows(rows: Vec<R>) -> Records<R> {
        rows.into()
    }
}

macro_rules! in_rows {
    ($($element:ty),+) => {
        $(impl InRows for $element {
            type Rows = ArcArray<$element, Ix1>;

            fn rows(rows: Vec<$element>) -> Self::Rows {
                rows.into()
            }
        })+
    };
}
in_rows!(
    f32, f64, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, bool, char, String, Category
);
#[cfg(feature = "dates")]
in_rows!(jiff::civil::Date, jiff::civil::DateTime, jiff::civil::Time, jiff::Timestamp);

macro_rules! arrays {
    ($($dimension:ident $rank:literal),+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<A: Clone> IntoInput<ArrayOf<A, $rank>> for Array<A, $dimension> {
                type Value = ArcArray<A, $dimension>;

                fn into_input(self) -> Self::Value {
                    self.into_shared()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A: Clone> IntoInput<ArrayOf<A, $rank>> for &Array<A, $dimension> {
                type Value = ArcArray<A, $dimension>;

                fn into_input(self) -> Self::Value {
                    self.to_shared()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A> IntoInput<ArrayOf<A, $rank>> for ArcArray<A, $dimension> {
                type Value = Self;

                fn into_input(self) -> Self {
                    self
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A> IntoInput<ArrayOf<A, $rank>> for &ArcArray<A, $dimension> {
                type Value = ArcArray<A, $dimension>;

                fn into_input(self) -> Self::Value {
                    self.clone()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<A: Clone> IntoInput<ArrayOf<A, $rank>> for ArrayView<'_, A, $dimension> {
                type Value = ArcArray<A, $dimension>;

                fn into_input(self) -> Self::Value {
                    self.to_shared()
                }
            }
        )+
    };
}
arrays!(Ix0 0, Ix1 1, Ix2 2, Ix3 3, Ix4 4, Ix5 5, Ix6 6);
