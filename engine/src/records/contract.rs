//! [`Cell`] and [`Plain`]: the types that a field of a record can have; [`Column`] and [`AnyColumn`]: many of them.
//!
//! Invariant: [`Cell::write`] followed by [`Cell::read`] gives the same cell, to the last bit of a number. A part of a column shares
//! its buffer; chosen rows are copied.

use std::any::Any;
use std::fmt;
use std::ops::Range;

use ndarray::ArcArray1;

use super::builder::{ColumnBuilder, Texts};
use crate::Result;

/// A type that a field of a record can have: one cell of a table.
///
/// Numbers, `bool`, `char`, `String`, [`Category`](struct@super::Category) and enums with
/// [`#[derive(Category)]`](macro@super::Category) implement it, with the feature `dates` those of dates and times, and `Option` of these. For a type of your own, implement it
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
#[cfg_attr(
    feature = "dates",
    diagnostic::on_unimplemented(
        note = "so are `Date`, `DateTime`, `Time` and `Timestamp` of `shapeflow::records`"
    )
)]
pub trait Cell: Clone + Send + Sync + 'static {
    /// The column of such cells: an array, or a [`Nullable`](super::Nullable).
    type Column: Column<Cell = Self>;

    /// The name of the type in messages.
    const NAME: &'static str;

    /// Whether a cell may be missing.
    const MAY_BE_MISSING: bool = false;

    /// The names of all values, if they are a closed set: of an enum with [`#[derive(Category)]`](macro@super::Category). None of any
    /// other type.
    const CATEGORIES: &'static [&'static str] = &[];

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
#[cfg_attr(
    feature = "dates",
    diagnostic::on_unimplemented(
        note = "so are `Date`, `DateTime`, `Time` and `Timestamp` of `shapeflow::records`"
    )
)]
pub trait Plain: Cell<Column = ArcArray1<Self>> {
    /// Returns any value of the type, which takes the place of a missing one in a buffer. Nothing reads it.
    fn filler() -> Self;
}

/// The column of a type of cells: an array with one axis, or a [`Nullable`](super::Nullable).
pub trait Column: Clone + Send + Sync + 'static {
    /// The type of one cell.
    type Cell: Cell<Column = Self>;

    /// Returns the number of rows.
    fn rows(&self) -> usize;

    /// Returns the cell of a row; `None` beyond the last row.
    fn cell(&self, row: usize) -> Option<Self::Cell>;

    /// Returns the number of missing cells.
    fn missing(&self) -> usize;

    /// Returns whether the cell of a row is missing; false beyond the last row.
    fn is_missing(&self, row: usize) -> bool;

    /// Returns the rows of a range that is known to be valid.
    #[doc(hidden)]
    fn cut(&self, range: Range<usize>) -> Self;

    /// Returns the rows with these indices, which are known to be valid.
    #[doc(hidden)]
    fn pick(&self, rows: &[usize]) -> Self;

    /// Returns the rows of all parts, one part after another.
    #[doc(hidden)]
    fn stack(parts: &[&Self]) -> Result<Self>;

    /// Returns the column as one of any type.
    #[doc(hidden)]
    fn part(&self) -> &dyn AnyColumn {
        self
    }

    /// Returns the column of a reader; `None` if it is of another type.
    #[doc(hidden)]
    fn of_part(part: Box<dyn AnyColumn>) -> Option<Self> {
        let any: Box<dyn Any> = part;
        any.downcast().ok().map(|column| *column)
    }
}

/// A [`Column`] of a type that is known only at run time: what readers make and writers read.
pub trait AnyColumn: Any + Send + Sync {
    /// Returns the number of rows.
    fn rows(&self) -> usize;

    /// Returns the number of missing cells.
    fn missing(&self) -> usize;

    /// Returns whether the cell of a row is missing; false beyond the last row.
    fn is_missing(&self, row: usize) -> bool;

    /// Writes the cell of a row as a text; nothing for a missing one, and beyond the last row.
    ///
    /// # Errors
    /// Those of the writer.
    fn write(&self, row: usize, out: &mut dyn fmt::Write) -> fmt::Result;
}

impl<C: Column> AnyColumn for C {
    fn rows(&self) -> usize {
        Column::rows(self)
    }

    fn missing(&self) -> usize {
        Column::missing(self)
    }

    fn is_missing(&self, row: usize) -> bool {
        Column::is_missing(self, row)
    }

    fn write(&self, row: usize, out: &mut dyn fmt::Write) -> fmt::Result {
        self.cell(row).map_or(Ok(()), |cell| cell.write(out))
    }
}
