//! [`Parquet`]: a file, and how to read it.
//!
//! Invariant: nothing is opened before the file is read.

use std::path::Path;

use shapeflow::Result;
use shapeflow::sources::{BadCells, Counts, FromTable};

use super::batches::ParquetBatches;
use super::input::Place;
use super::opened::{Opened, unpanicked};
use crate::reading::{Options, Reading};

/// A Parquet file, and how to read it (feature `parquet`). Uncompressed pages and those of snappy are read, and with the features `gzip`,
/// `lz4`, `brotli` and `zstd` (C code) those.
///
/// A damaged or hostile file needs no more memory than it explains: a page unpacks to at most 22 times its bytes with snappy, 255 with
/// `lz4` and 1032 with `gzip`, which are the limits of these formats, and with `zstd` to no more than the metadata of its column says.
/// **`brotli` has no limit**: a page of a few bytes may unpack to gigabytes, so read such files only from those whom you trust.
///
/// The columns are found by the names of the fields, and no others are read. The [crate](crate) says which values become which cells.
///
/// # Errors
/// Before the first row: a file that cannot be opened, is damaged or not a Parquet file; a table of all columns that do not match the
/// record, as [`match_columns`](shapeflow::sources::match_columns) tells it; a timestamp of 96 bits, which old versions of Spark wrote. Then, all together: the file, row and column, the value and
/// the wanted type of each bad cell, at most 20 of them, and how many there are. A panic of the decoder about a damaged file becomes an
/// error; its message is still written to stderr.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::BadCells;
/// use shapeflow_arrow::{Parquet, write_parquet};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Written {
///     income: Option<i64>,
/// }
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Customer {
///     income: u16,
/// }
///
/// let rows = [Some(100), None, Some(-3)].map(|income| Written { income });
/// let mut bytes = Vec::new();
/// write_parquet(&Records::from(rows.to_vec()), &mut bytes)?;
///
/// let file = Parquet::of_bytes(bytes).called("customers.parquet");
/// let error = file.read::<Records<Customer>>().unwrap_err().to_string();
/// assert!(error.contains("customers.parquet: row 2: column `income`: `-3` is not a u16"));
///
/// let (customers, counts) = file.bad_cells(BadCells::DropRow).read_counted::<Records<Customer>>()?;
/// assert_eq!((customers.income.to_vec(), counts.dropped), (vec![100], 2));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Parquet {
    pub(super) place: Place,
    pub(super) options: Options,
}

impl Parquet {
    /// Describes a file. It is opened when it is read, each time anew.
    pub fn open(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        Self { place: Place::File(path), options: Options::called(name) }
    }

    /// Describes a file in memory.
    pub fn of_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { place: Place::Memory(bytes.into().into()), options: Options::called("bytes".to_owned()) }
    }

    /// Sets the name of the file in errors.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.options.name = name.into();
        self
    }

    /// Sets what is done with a cell that is not of the type of its field. Default: [`BadCells::Fail`].
    #[must_use]
    pub fn bad_cells(mut self, bad_cells: BadCells) -> Self {
        self.options.bad_cells = bad_cells;
        self
    }

    /// Makes a column without a field an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.options.strict = true;
        self
    }

    /// Returns the number of rows, from the metadata.
    ///
    /// # Errors
    /// The file cannot be opened, is damaged or not a Parquet file.
    pub fn rows(&self) -> Result<usize> {
        Ok(self.opened()?.row_groups().iter().sum())
    }

    /// Reads the whole file. What [`bad_cells`](Self::bad_cells) changed is told to `tracing`; see also
    /// [`read_counted`](Self::read_counted).
    ///
    /// # Errors
    /// See [`Parquet`].
    pub fn read<T: FromTable>(&self) -> Result<T> {
        let (table, counts) = self.read_counted()?;
        counts.note(&self.options.name);
        Ok(table)
    }

    /// Reads the whole file, and counts what [`bad_cells`](Self::bad_cells) changed.
    ///
    /// # Errors
    /// See [`Parquet`].
    pub fn read_counted<T: FromTable>(&self) -> Result<(T, Counts)> {
        let opened = self.opened()?;
        let columns = opened.columns(&T::fields())?;
        let groups = opened.row_groups();
        let rows = groups.iter().fold(0_usize, |sum, rows| sum.saturating_add(*rows));
        let mut batches = opened.batches(&columns, (0..groups.len()).collect(), columns.at_once)?;
        let mut reading = Reading::start(&self.options, T::fields());
        while let Some(batch) = batches.next()? {
            unpanicked(&self.options, || reading.push(batch, &columns.at))?;
        }
        self.all_read(reading.counts.read, rows)?;
        Ok((reading.table()?, reading.counts))
    }

    /// Returns the file as batches of so many rows, the last one of the rest. Each pass opens it again, and needs the memory of one batch
    /// and of one page of each column.
    ///
    /// # Errors
    /// `rows` is 0. A pass fails as [`Parquet`] says, at the batch with the bad cells.
    pub fn batches<T: FromTable>(&self, rows: usize) -> Result<ParquetBatches<T>> {
        ParquetBatches::by_rows(self.clone(), rows)
    }

    /// Returns each row group of the file as a batch: the parts in which it was written.
    pub fn row_groups<T: FromTable>(&self) -> ParquetBatches<T> {
        ParquetBatches::by_row_groups(self.clone())
    }

    pub(super) fn opened(&self) -> Result<Opened> {
        Opened::open(&self.place, &self.options)
    }

    /// Compares the rows that were read with those that the metadata counts.
    pub(super) fn all_read(&self, read: usize, expected: usize) -> Result<()> {
        if read == expected {
            return Ok(());
        }
        Err(self.options.refused(format!(
            "the file is damaged: its metadata counts {expected} rows, but {read} were read"
        )))
    }
}
