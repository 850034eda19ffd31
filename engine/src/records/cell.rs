//! [`Cell`] and [`Plain`]: the types that a field of a record can have.
//!
//! Invariant: [`Cell::write`] followed by [`Cell::read`] gives the same cell, to the last bit of a number.

use std::fmt;

use ndarray::ArcArray1;

use super::builder::{ColumnBuilder, Texts};
use super::column::Column;
use super::nullable::Nullable;

/// A type that a field of a record can have: one cell of a table.
///
/// Numbers, `bool`, `char`, `String`, [`Category`](super::Category) and enums with
/// [`#[derive(Category)]`](macro@super::Category) implement it, and `Option` of these. For a type of your own, implement it
/// together with [`Plain`]:
///
/// ```
/// use std::fmt;
///
/// use shapeflow::prelude::*;
/// use shapeflow::records::{Cell, Plain};
///
/// /// A price in cents, written as `12.50`.
/// #[derive(Debug, Clone, PartialEq)]
/// struct Price(u64);
///
/// impl Cell for Price {
///     type Column = ArcArray1<Price>;
///     const NAME: &'static str = "Price";
///
///     fn column(cells: Vec<Price>) -> ArcArray1<Price> {
///         cells.into()
///     }
///     fn read(text: &str) -> Option<Price> {
///         let (whole, cents) = text.split_once('.')?;
///         Some(Price(whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)?))
///     }
///     fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
///         write!(out, "{}.{:02}", self.0 / 100, self.0 % 100)
///     }
/// }
/// impl Plain for Price {
///     fn filler() -> Price {
///         Price(0)
///     }
/// }
///
/// assert_eq!(Price::read("12.50"), Some(Price(1250)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a record",
    label = "not a `Cell`",
    note = "a field is a number, `bool`, `char`, `String`, `Category`, an enum with `#[derive(Category)]`, or an `Option` of one of these"
)]
pub trait Cell: Clone + Send + Sync + 'static {
    /// The column of such cells: an array, or a [`Nullable`].
    type Column: Column<Cell = Self>;

    /// The name of the type in messages.
    const NAME: &'static str;

    /// Whether a cell may be missing.
    const MAY_BE_MISSING: bool = false;

    /// Makes a column of cells.
    fn column(cells: Vec<Self>) -> Self::Column;

    /// Reads a cell from a text; `None` if the text is not of this type. An `Option` reads a value that is there.
    fn read(text: &str) -> Option<Self>;

    /// Returns the cell that is missing; `None` if the type has none.
    fn absent() -> Option<Self> {
        None
    }

    /// Returns what a text should have been, for messages: `f64`, or ``one of `Female`, `Male` ``.
    fn wanted() -> String {
        Self::NAME.to_owned()
    }

    /// Writes the cell as a text from which [`read`](Self::read) makes an equal cell; nothing for a missing one.
    ///
    /// # Errors
    /// Those of the writer.
    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result;

    /// Returns a builder of a column from texts.
    fn builder() -> Box<dyn ColumnBuilder> {
        Box::new(Texts::<Self>::default())
    }
}

/// A [`Cell`] whose value is always there: its column is an array, and `Option` of it is a cell too.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` cannot be missing from a column",
    label = "not `Plain`",
    note = "`Option<T>` is a column of a record if `T` is a number, `bool`, `char`, `String`, `Category`, or an enum with `#[derive(Category)]`"
)]
pub trait Plain: Cell<Column = ArcArray1<Self>> {
    /// Returns any value of the type, which takes the place of a missing one in a buffer. Nothing reads it.
    fn filler() -> Self;
}

impl<T: Plain> Cell for Option<T> {
    type Column = Nullable<T>;
    const NAME: &'static str = T::NAME;
    const MAY_BE_MISSING: bool = true;

    fn column(cells: Vec<Self>) -> Nullable<T> {
        cells.into()
    }

    fn read(text: &str) -> Option<Self> {
        T::read(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn wanted() -> String {
        T::wanted()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |value| value.write(out))
    }
}

macro_rules! cell {
    ($($type:ty: $filler:expr, $read:expr;)+) => {
        $(
            impl Cell for $type {
                type Column = ArcArray1<$type>;
                const NAME: &'static str = stringify!($type);

                fn column(cells: Vec<Self>) -> ArcArray1<$type> {
                    cells.into()
                }

                fn read(text: &str) -> Option<Self> {
                    let read: fn(&str) -> Option<$type> = $read;
                    read(text)
                }

                fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                    write!(out, "{self}")
                }
            }

            impl Plain for $type {
                fn filler() -> Self {
                    $filler
                }
            }
        )+
    };
}
macro_rules! numbers {
    ($($number:ty),+) => {
        cell! { $($number: <$number>::default(), |text| text.parse().ok();)+ }
    };
}
numbers!(f32, f64, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, char);
cell! {
    // As Rust, Python and R write it; a 0 or 1 is a number.
    bool: false, |text| match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    };
    String: String::new(), |text| Some(text.to_owned());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn again<C: Cell>(cell: &C) -> Option<C> {
        let mut text = String::new();
        cell.write(&mut text).expect("a text takes everything");
        if text.is_empty() && C::MAY_BE_MISSING { C::absent() } else { C::read(&text) }
    }

    proptest! {
        #[test]
        fn a_written_cell_is_read_again(
            number in any::<f64>(),
            small in any::<f32>(),
            whole in any::<i64>(),
            letter in any::<char>(),
            text in any::<String>(),
            missing in any::<Option<u8>>(),
        ) {
            prop_assert_eq!(again(&number).map(f64::to_bits), Some(number.to_bits()));
            prop_assert_eq!(again(&small).map(f32::to_bits), Some(small.to_bits()));
            prop_assert_eq!(again(&whole), Some(whole));
            prop_assert_eq!(again(&letter), Some(letter));
            prop_assert_eq!(again(&text), Some(text));
            prop_assert_eq!(again(&missing), Some(missing));
        }
    }

    #[test]
    fn a_text_of_another_type_is_no_cell() {
        assert_eq!(
            (f64::read("abc"), f64::read(" 1"), u8::read("256"), u8::read("-1")),
            (None, None, None, None)
        );
        assert_eq!((i32::read("1.0"), bool::read("1"), bool::read("True")), (None, None, Some(true)));
        assert_eq!((Option::<f32>::read("2"), Option::<f32>::read("")), (Some(Some(2.0)), None));
        assert_eq!((Option::<f32>::absent(), f32::absent()), (Some(None), None));
    }
}
