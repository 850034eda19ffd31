//! [`Records`]: rows of a record, as columns.
//!
//! Invariant: all columns have the same number of rows.

use std::fmt;
use std::ops::{Deref, Range};

use super::contract::AnyColumn;
use super::record::Record;
use crate::{Error, Result};

/// `n` rows of a [`Record`] as columns: what flows along an edge `Passenger[n]`.
///
/// Each column is a public field of the same name: `passengers.age`. A clone shares all buffers. See the
/// [module](crate::records) for an example.
pub struct Records<R: Record> {
    columns: R::Columns,
    rows: usize,
}

// A derive would need rows that can be cloned.
impl<R: Record> Clone for Records<R> {
    fn clone(&self) -> Self {
        Self { columns: self.columns.clone(), rows: self.rows }
    }
}

impl<R: Record> Records<R> {
    /// Creates a table of columns.
    ///
    /// # Errors
    /// The columns differ in their numbers of rows.
    pub fn new(columns: R::Columns) -> Result<Self> {
        let counts: Vec<usize> = R::parts(&columns).iter().map(|column| column.rows()).collect();
        let rows = counts.first().copied().unwrap_or(0);
        match counts.iter().zip(R::FIELDS).find(|&(&count, _)| count != rows) {
            None => Ok(Self { columns, rows }),
            Some((count, field)) => Err(Error::new(format!(
                "all columns of `{}` need the same number of rows, but `{}` has {rows} and `{}` has {count}",
                R::NAME,
                R::FIELDS.first().map_or("", |field| field.name),
                field.name,
            ))),
        }
    }

    /// Creates a table of the columns of a reader.
    pub(crate) fn of_parts(parts: Vec<Box<dyn AnyColumn>>) -> Result<Self> {
        Self::new(R::assemble(parts).ok_or_else(|| Error::bug("a column of another type"))?)
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Returns whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Returns a row; `None` beyond the last one.
    pub fn row(&self, row: usize) -> Option<R> {
        R::row(&self.columns, row)
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> impl Iterator<Item = R> + '_ {
        (0..self.rows).map_while(|row| self.row(row))
    }

    /// Returns each column, in the order of [`Record::FIELDS`].
    pub fn parts(&self) -> Vec<&dyn AnyColumn> {
        R::parts(&self.columns)
    }

    /// Returns the columns.
    pub fn into_columns(self) -> R::Columns {
        self.columns
    }

    /// Returns the rows of a range that is known to be valid, in the same buffers.
    pub(crate) fn cut(&self, range: Range<usize>) -> Self {
        Self { rows: range.len(), columns: R::cut(&self.columns, range) }
    }

    /// Returns a copy of the rows with these indices, which are known to be valid.
    pub(crate) fn pick(&self, rows: &[usize]) -> Self {
        Self { columns: R::pick(&self.columns, rows), rows: rows.len() }
    }

    /// Returns the rows of all parts, one part after another.
    pub(crate) fn stack(parts: &[Self]) -> Result<Self> {
        let columns: Vec<R::Columns> = parts.iter().map(|part| part.columns.clone()).collect();
        Ok(Self { columns: R::stack(&columns)?, rows: parts.iter().map(Self::len).sum() })
    }
}

/// The columns as fields.
impl<R: Record> Deref for Records<R> {
    type Target = R::Columns;

    fn deref(&self) -> &R::Columns {
        &self.columns
    }
}

impl<R: Record> From<Vec<R>> for Records<R> {
    fn from(rows: Vec<R>) -> Self {
        let count = rows.len();
        Self { columns: R::columns(rows), rows: count }
    }
}

impl<R: Record + Clone> From<&[R]> for Records<R> {
    fn from(rows: &[R]) -> Self {
        rows.to_vec().into()
    }
}

impl<R: Record + Clone> From<&Vec<R>> for Records<R> {
    fn from(rows: &Vec<R>) -> Self {
        rows.as_slice().into()
    }
}

impl<R: Record> FromIterator<R> for Records<R> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        rows.into_iter().collect::<Vec<R>>().into()
    }
}

impl<R: Record + PartialEq> PartialEq for Records<R> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<R: Record> fmt::Debug for Records<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Records<{}>({} rows)", R::NAME, self.rows)
    }
}
