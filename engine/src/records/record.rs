//! [`Record`]: a struct that describes one row, and [`Field`]: one of its columns.
//!
//! Invariant: the fields, the columns and the parts are in the order of the struct.

use std::any::TypeId;
use std::ops::Range;

use super::builder::ColumnBuilder;
use super::contract::{AnyColumn, Cell, Column};
use crate::Result;

/// A struct that describes one row of a table: implemented by [`#[derive(Record)]`](macro@super::Record).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record",
    label = "has no columns",
    note = "a record is a struct with `#[derive(Record)]`; an input `Passenger[n]` of such a type has the columns `passengers.age`, .."
)]
pub trait Record: Send + Sync + Sized + 'static {
    /// The columns: a struct with the same fields, each of them a column.
    type Columns: Clone + Send + Sync + 'static;

    /// The name of the type, for messages.
    const NAME: &'static str;

    /// The fields in order.
    const FIELDS: &'static [Field];

    /// Makes columns of rows.
    #[doc(hidden)]
    fn columns(rows: Vec<Self>) -> Self::Columns;

    /// Returns a row; `None` beyond the last one.
    #[doc(hidden)]
    fn row(columns: &Self::Columns, row: usize) -> Option<Self>;

    /// Returns the rows of a range that is known to be valid.
    #[doc(hidden)]
    fn cut(columns: &Self::Columns, range: Range<usize>) -> Self::Columns;

    /// Returns the rows with these indices, which are known to be valid.
    #[doc(hidden)]
    fn pick(columns: &Self::Columns, rows: &[usize]) -> Self::Columns;

    /// Returns the rows of all parts, one part after another.
    #[doc(hidden)]
    fn stack(parts: &[Self::Columns]) -> Result<Self::Columns>;

    /// Returns each column.
    #[doc(hidden)]
    fn parts(columns: &Self::Columns) -> Vec<&dyn AnyColumn>;

    /// Puts columns together; `None` if one has the type of another field.
    #[doc(hidden)]
    fn assemble(parts: Vec<Box<dyn AnyColumn>>) -> Option<Self::Columns>;
}

/// A record with a column whose name has this number.
#[doc(hidden)]
pub trait HasColumn<const NUMBER: u64>: Record {
    /// The column.
    type Column: Column;

    /// Returns the column.
    fn column(columns: &Self::Columns) -> &Self::Column;
}

/// One field of a [`Record`].
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the column in a file.
    pub name: &'static str,
    /// The type of a value that is there, such as `f32`.
    pub ty: &'static str,
    /// Whether values may be missing: the type is an `Option`.
    pub may_be_missing: bool,
    /// The categories of a closed category; none of any other type.
    pub categories: &'static [&'static str],
    cell: TypeId,
    builder: fn() -> Box<dyn ColumnBuilder>,
}

impl Field {
    /// Describes a field of type `C`, with its name and that of its column in a file.
    pub const fn of<C: Cell>(field: &'static str, name: &'static str) -> Self {
        let (ty, may_be_missing, categories) = (C::NAME, C::MAY_BE_MISSING, C::CATEGORIES);
        Self { field, name, ty, may_be_missing, categories, cell: TypeId::of::<C>(), builder: C::builder }
    }

    /// Returns whether the type of the field is `C`: a reader makes a column of numbers without their texts.
    ///
    /// ```
    /// use shapeflow::records::Field;
    ///
    /// let age = Field::of::<Option<f32>>("age", "age");
    /// assert!(age.is::<Option<f32>>() && !age.is::<f32>());
    /// ```
    pub fn is<C: Cell>(&self) -> bool {
        self.cell == TypeId::of::<C>()
    }

    /// Returns a builder of the column.
    pub fn builder(&self) -> Box<dyn ColumnBuilder> {
        (self.builder)()
    }
}
