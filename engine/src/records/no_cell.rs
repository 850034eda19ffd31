//! What takes the place of a field whose type is not a cell, so that the derive causes one error for it.
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

/// Makes rustc report a type that is not a cell.
pub const fn require_cell<T: Cell>() {}
