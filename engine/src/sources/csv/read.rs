//! [`Csv`] read: whole, or in batches.

use super::batches::CsvBatches;
use super::options::Csv;
use super::reading::Reading;
use crate::Result;
use crate::sources::table::FromTable;
use crate::sources::tally::Counts;

impl Csv {
    /// Reads the whole file. What [`bad_cells`](Self::bad_cells) changed is told to `tracing`; see also
    /// [`read_counted`](Self::read_counted).
    ///
    /// # Errors
    /// See [`Csv`].
    pub fn read<T: FromTable>(&self) -> Result<T> {
        let (table, counts) = self.read_counted()?;
        counts.note(&self.name);
        Ok(table)
    }

    /// Reads the whole file, and counts what [`bad_cells`](Self::bad_cells) changed.
    ///
    /// # Errors
    /// See [`Csv`].
    pub fn read_counted<T: FromTable>(&self) -> Result<(T, Counts)> {
        let mut reading = Reading::start(self, T::fields(), self.text()?)?;
        reading.rows(usize::MAX)?;
        Ok((reading.table()?, reading.counts()))
    }

    /// Returns the file as batches of so many rows, the last one of the rest. Each pass opens it again, and needs the memory of one
    /// batch. Nothing is opened before the first pass.
    ///
    /// # Errors
    /// `rows` is 0. A pass fails as [`Csv`] says, at the batch with the bad cells.
    pub fn batches<T: FromTable>(&self, rows: usize) -> Result<CsvBatches<T>> {
        CsvBatches::new(self.clone(), rows)
    }
}
