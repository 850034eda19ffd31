//! What takes the place of a field whose type is not a cell, so that the derive causes one error for it; and the error of an enum
//! that lacks what a category needs.
//!
//! Invariant: code with such a field does not compile, so nothing here runs.

use std::fmt;
use std::marker::PhantomData;

use ndarray::ArcArray1;

use super::builder::{ColumnBuilder, Texts};
use super::contract::{Cell, Plain};

/// Asks whether `T` is a cell: `<IsCell<T>>::VALUE`.
#[derive(Debug)]
pub struct IsCell<T>(PhantomData<T>);

impl<T: Cell> IsCell<T> {
    /// `true`: the type is a cell.
    pub const VALUE: bool = true;
}

/// The answer if it is not.
pub trait NotACell {
    /// `false`: the type is not a cell.
    const VALUE: bool = false;
}

impl<T> NotACell for IsCell<T> {}

/// Whether a type is a cell.
#[derive(Debug)]
pub struct CellIf<const IS_CELL: bool>;

/// Replaces `T` by `NoCell` if it is not a cell.
pub trait ReplaceCell<T> {
    /// The type to use.
    type Cell: Cell;
    /// Returns the cell of a field.
    fn cell(value: T) -> Self::Cell;
    /// Returns the value of a field.
    fn value(cell: Self::Cell) -> Option<T>;
}

impl<T: Cell> ReplaceCell<T> for CellIf<true> {
    type Cell = T;
    fn cell(value: T) -> T {
        value
    }
    fn value(cell: T) -> Option<T> {
        Some(cell)
    }
}

impl<T> ReplaceCell<T> for CellIf<false> {
    type Cell = NoCell;
    fn cell(_: T) -> NoCell {
        NoCell
    }
    fn value(_: NoCell) -> Option<T> {
        None
    }
}

/// The cell that replaces a type that is none.
#[derive(Debug, Clone)]
pub struct NoCell;

impl Cell for NoCell {
    type Column = ArcArray1<NoCell>;
    const NAME: &'static str = "";

    fn column(cells: Vec<Self>) -> ArcArray1<NoCell> {
        cells.into()
    }

    fn read(_: &str) -> Option<Self> {
        None
    }

    fn write(&self, _: &mut dyn fmt::Write) -> fmt::Result {
        Err(fmt::Error)
    }

    fn builder() -> Box<dyn ColumnBuilder> {
        Box::new(Texts::<Self>::default())
    }
}

impl Plain for NoCell {
    fn filler() -> Self {
        NoCell
    }
}

/// A type that can be a field, or whose mistake is reported elsewhere.
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
pub trait ACell {}

/// The answer to a question that need not be asked.
#[derive(Debug)]
pub struct Answered;

#[diagnostic::do_not_recommend]
impl ACell for Answered {}

#[diagnostic::do_not_recommend]
impl ACategory for Answered {}

#[diagnostic::do_not_recommend]
impl<T: ACell> ACell for Option<T> {}

/// The question about a type that may not be a cell, or a category.
pub trait Ask<T> {
    /// `T` if it is none, or else [`Answered`].
    type Question;
}

impl<T> Ask<T> for CellIf<true> {
    type Question = Answered;
}

impl<T> Ask<T> for CellIf<false> {
    type Question = T;
}

/// Makes rustc report a type that is not a cell.
pub const fn require_cell<T: ACell>() {}

/// A cell. The lifetime lets an implementation require it only where it is used, because another type is reported once.
pub trait CellLate<'late>: Cell {}

impl<T: Cell> CellLate<'_> for T {}

/// What an enum needs to be a category. The lifetime is that of [`CellLate`].
pub trait CategoryLate<'late>: Copy + fmt::Debug + Send + Sync + 'static {}

impl<T: Copy + fmt::Debug + Send + Sync + 'static> CategoryLate<'_> for T {}

/// Asks whether `T` has what a category needs: `<IsCategory<T>>::VALUE`.
#[derive(Debug)]
pub struct IsCategory<T>(PhantomData<T>);

impl<T: Copy + fmt::Debug + Send + Sync + 'static> IsCategory<T> {
    /// `true`: the type has it.
    pub const VALUE: bool = true;
}

impl<T> NotACell for IsCategory<T> {}

/// An enum that has what a category needs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` needs more than `#[derive(Category)]`: a category is also `Debug`, `Clone` and `Copy`",
    label = "not `Debug + Clone + Copy`",
    note = "write `#[derive(Debug, Clone, Copy, Category)]`"
)]
pub trait ACategory {}

/// Makes rustc report an enum that lacks what a category needs.
pub const fn require_category<T: ACategory>() {}
