//! [`Column`] and [`AnyColumn`]: what can be done with a column of any type.
//!
//! Invariant: a part of a column shares its buffer; chosen rows are copied.

use std::any::Any;
use std::fmt;
use std::ops::Range;

use ndarray::{ArcArray1, Axis, Slice, concatenate};

use super::cell::{Cell, Plain};
use super::nullable::Nullable;
use crate::Result;

/// The column of a type of cells: an array with one axis, or a [`Nullable`].
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
    fn stack(parts: &[Self]) -> Result<Self>;
}

impl<T: Plain> Column for ArcArray1<T> {
    type Cell = T;

    fn rows(&self) -> usize {
        self.len()
    }

    fn cell(&self, row: usize) -> Option<T> {
        self.get(row).cloned()
    }

    fn missing(&self) -> usize {
        0
    }

    fn is_missing(&self, _: usize) -> bool {
        false
    }

    fn cut(&self, range: Range<usize>) -> Self {
        let mut part = self.clone();
        part.slice_axis_inplace(Axis(0), Slice::from(range));
        part
    }

    fn pick(&self, rows: &[usize]) -> Self {
        self.view().select(Axis(0), rows).into_shared()
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        Ok(concatenate(Axis(0), &views)?.into_shared())
    }
}

impl<T: Plain> Column for Nullable<T> {
    type Cell = Option<T>;

    fn rows(&self) -> usize {
        self.len()
    }

    fn cell(&self, row: usize) -> Option<Option<T>> {
        (row < self.len()).then(|| self.get(row).cloned())
    }

    fn missing(&self) -> usize {
        Nullable::missing(self)
    }

    fn is_missing(&self, row: usize) -> bool {
        row < self.len() && !self.is_present(row)
    }

    fn cut(&self, range: Range<usize>) -> Self {
        Nullable::cut(self, range)
    }

    fn pick(&self, rows: &[usize]) -> Self {
        Nullable::pick(self, rows)
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        Ok(parts.iter().flat_map(|part| part.iter().map(Option::<&T>::cloned)).collect())
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

impl dyn AnyColumn {
    /// Returns the column as one of this type; `None` if it is of another type.
    #[doc(hidden)]
    pub fn into_column<C: Column>(self: Box<Self>) -> Option<C> {
        let any: Box<dyn Any> = self;
        any.downcast().ok().map(|column| *column)
    }
}
