//! [`ColumnBuilder`]: a column from the cells of a text file, one after another.
//!
//! Invariant: a builder holds a cell for each text that it accepted, and no cell for one that it rejected.

use super::contract::{AnyColumn, Cell};

/// Builds a column from texts.
pub trait ColumnBuilder: Send {
    /// Adds a cell; `None` is a missing one.
    ///
    /// # Errors
    /// The text is not of the type of the column, or the cell is missing and must not be.
    fn push(&mut self, text: Option<&str>) -> Result<(), Rejected>;

    /// Removes the cells from this row on.
    fn truncate(&mut self, rows: usize);

    /// Returns the column, and leaves the builder empty.
    fn finish(&mut self) -> Box<dyn AnyColumn>;
}

/// A text that is not a cell of the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// What the text should have been, such as `f64`.
    pub wanted: String,
}

/// The builder of a type that reads each cell by itself.
pub(super) struct Texts<C> {
    cells: Vec<C>,
}

impl<C> Default for Texts<C> {
    fn default() -> Self {
        Self { cells: Vec::new() }
    }
}

impl<C: Cell> ColumnBuilder for Texts<C> {
    fn push(&mut self, text: Option<&str>) -> Result<(), Rejected> {
        let cell = text.map_or_else(C::absent, C::read);
        self.cells.push(cell.ok_or_else(|| Rejected { wanted: C::wanted() })?);
        Ok(())
    }

    fn truncate(&mut self, rows: usize) {
        self.cells.truncate(rows);
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        Box::new(C::column(std::mem::take(&mut self.cells)))
    }
}
