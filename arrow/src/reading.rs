//! [`Reading`]: record batches to tables.
//!
//! Invariant: each row of a batch becomes a row of the table, or is counted; all columns have the same number of rows.

use arrow_array::{Array as _, ArrayRef, BooleanArray, RecordBatch};
use arrow_select::filter::filter;
use shapeflow::records::Field;
use shapeflow::sources::{BadCells, Counts, FromTable, Place, Tally};
use shapeflow::{Error, ErrorKind, Result};

use super::accept::fits;
use super::part::{Cells, Part, part};

/// How a table is read.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The name of the file in errors.
    pub(crate) name: String,
    pub(crate) bad_cells: BadCells,
    pub(crate) strict: bool,
}

impl Options {
    pub(crate) fn called(name: String) -> Self {
        Self { name, bad_cells: BadCells::Fail, strict: false }
    }

    /// Returns an error about the file.
    pub(crate) fn refused(&self, what: impl std::fmt::Display) -> Error {
        Error::of_kind(ErrorKind::Data, format!("{}: {what}", self.name))
    }
}

/// A table that is being read.
pub(crate) struct Reading {
    options: Options,
    fields: Vec<Field>,
    parts: Vec<Box<dyn Part>>,
    tally: Tally,
    pub(crate) counts: Counts,
}

impl Reading {
    pub(crate) fn start(options: &Options, fields: Vec<Field>) -> Self {
        let parts = fields.iter().map(part).collect();
        Self { options: options.clone(), fields, parts, tally: Tally::default(), counts: Counts::default() }
    }

    /// Adds the rows of a batch, whose columns of the fields are these.
    pub(crate) fn push(&mut self, batch: RecordBatch, at: &[usize]) -> Result<()> {
        let (_, columns, rows) = batch.into_parts();
        let mut columns: Vec<Option<ArrayRef>> = columns.into_iter().map(Some).collect();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (field, &column) in at.iter().enumerate() {
            let is_needed_again = at.iter().skip(field + 1).any(|&later| later == column);
            let column = columns.get_mut(column);
            let array =
                column.and_then(|column| if is_needed_again { column.clone() } else { column.take() });
            arrays
                .push(array.ok_or_else(|| {
                    self.options.refused("a record batch has less columns than its schema")
                })?);
        }
        drop(columns);
        if self.options.bad_cells == BadCells::DropRow {
            self.drop_rows(&mut arrays, rows)?;
        }
        let Self { options, fields, parts, tally, counts } = self;
        for ((field, part), array) in fields.iter().zip(parts).zip(arrays) {
            if !fits(field, array.data_type()) {
                // A dictionary page of another type, for example.
                let (name, ty) = (field.name, array.data_type());
                return Err(options
                    .refused(format!("the column `{name}` became {ty}, which its schema does not say")));
            }
            part.append(array, &mut Told { options, field, tally, counts });
        }
        self.counts.read += rows;
        Ok(())
    }

    /// Removes the rows with bad cells.
    fn drop_rows(&mut self, arrays: &mut [ArrayRef], rows: usize) -> Result<()> {
        let mut dropped = Dropped(vec![false; rows]);
        for (field, array) in self.fields.iter().zip(&*arrays) {
            part(field).append(array.clone(), &mut dropped);
        }
        let count = dropped.0.iter().filter(|is_dropped| **is_dropped).count();
        if count == 0 {
            return Ok(());
        }
        self.counts.dropped += count;
        let kept = BooleanArray::from_iter(dropped.0.into_iter().map(|is_dropped| Some(!is_dropped)));
        for array in arrays {
            *array = filter(array, &kept).map_err(|error| self.options.refused(error))?;
        }
        Ok(())
    }

    /// Returns the number of rows that were read and kept.
    #[cfg(feature = "parquet")]
    pub(crate) fn kept(&self) -> usize {
        self.counts.read - self.counts.dropped
    }

    /// Returns the rows so far, and begins anew.
    ///
    /// # Errors
    /// There were bad cells.
    pub(crate) fn table<T: FromTable>(&mut self) -> Result<T> {
        std::mem::take(&mut self.tally).into_result(&self.options.name, self.counts.read)?;
        T::from_columns(self.parts.iter_mut().map(|part| part.finish()).collect())
    }
}

/// Tells the bad cells of a field.
struct Told<'a> {
    options: &'a Options,
    field: &'a Field,
    tally: &'a mut Tally,
    /// `read` is the row of the file at which the batch begins.
    counts: &'a mut Counts,
}

impl Cells for Told<'_> {
    fn missing(&mut self, row: usize, wanted: &str) {
        self.tally.missing(Place::Row(self.counts.read + row), self.field.name, wanted);
    }

    fn value(&mut self, row: usize, value: &str, wanted: &str) -> bool {
        if self.options.bad_cells == BadCells::Missing && self.field.may_be_missing {
            self.counts.missing += 1;
            return true;
        }
        self.tally.value(Place::Row(self.counts.read + row), self.field.name, value, wanted);
        false
    }
}

/// Marks the rows with bad cells.
struct Dropped(Vec<bool>);

impl Dropped {
    fn mark(&mut self, row: usize) {
        if let Some(is_dropped) = self.0.get_mut(row) {
            *is_dropped = true;
        }
    }
}

impl Cells for Dropped {
    fn missing(&mut self, row: usize, _: &str) {
        self.mark(row);
    }

    fn value(&mut self, row: usize, _: &str, _: &str) -> bool {
        self.mark(row);
        false
    }
}
