//! [`Arrow`]: record batches in memory.
//!
//! Invariant: each row of each batch is read exactly once.

use std::fmt;
use std::marker::PhantomData;

use arrow_array::RecordBatch;
use shapeflow::Result;
use shapeflow::batches::Source;
use shapeflow::sources::{BadCells, Counts, FromTable};

use super::accept::columns;
use super::reading::{Options, Reading};

/// Arrow's record batches, and how to read them: from a program, from Python or from polars (see [`import`](super::import)).
///
/// The columns are found by the names of the fields. The [crate](crate) says which values become which cells.
///
/// # Errors
/// A table of all columns that do not match the record, as
/// [`match_columns`](shapeflow::sources::match_columns) tells it; then the row, column and value of each bad cell, at most 20 of them, and
/// how many there are.
///
/// ```
/// use std::sync::Arc;
///
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::Arrow;
/// use shapeflow_arrow::arrow_array::{ArrayRef, Float64Array, RecordBatch};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let areas: ArrayRef = Arc::new(Float64Array::from(vec![80.0, 95.5]));
/// let batch = RecordBatch::try_from_iter([("area", areas)]).map_err(Error::from_source)?;
/// let houses: Records<House> = Arrow::of([batch]).read()?;
/// assert_eq!(houses.area, array![80.0, 95.5].into_shared());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Arrow {
    batches: Vec<RecordBatch>,
    options: Options,
}

impl Arrow {
    /// Describes record batches, whose rows follow each other.
    pub fn of(batches: impl IntoIterator<Item = RecordBatch>) -> Self {
        Self { batches: batches.into_iter().collect(), options: Options::called("record batches".to_owned()) }
    }

    /// Sets the name of the table in errors.
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

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Reads all rows.
    ///
    /// # Errors
    /// See [`Arrow`].
    pub fn read<T: FromTable>(&self) -> Result<T> {
        self.clone().into_table()
    }

    /// Reads all rows, and counts what [`bad_cells`](Self::bad_cells) changed.
    ///
    /// # Errors
    /// See [`Arrow`].
    pub fn read_counted<T: FromTable>(&self) -> Result<(T, Counts)> {
        self.clone().into_counted()
    }

    /// Reads all rows of one batch that nothing else has, without a copy of columns that are complete and of the type of their field.
    ///
    /// # Errors
    /// See [`Arrow`].
    pub fn into_table<T: FromTable>(self) -> Result<T> {
        let name = self.options.name.clone();
        let (table, counts) = self.into_counted()?;
        counts.note(&name);
        Ok(table)
    }

    fn into_counted<T: FromTable>(self) -> Result<(T, Counts)> {
        let mut reading = Reading::start(&self.options, T::fields());
        for batch in self.batches {
            let at = columns(&self.options.name, &T::fields(), &batch.schema(), self.options.strict)?;
            reading.push(batch, &at)?;
        }
        Ok((reading.table()?, reading.counts))
    }

    /// Returns each record batch as a batch, for `fit_batches` and `stream`.
    pub fn batches<T: FromTable>(&self) -> ArrowBatches<T> {
        ArrowBatches { arrow: self.clone(), table: PhantomData }
    }
}

/// Record batches as batches: see [`Arrow::batches`].
///
/// ```
/// use shapeflow::batches::Source;
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::{Arrow, to_record_batch};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let batch = to_record_batch(&Records::from(vec![House { area: 80.0 }, House { area: 95.5 }]))?;
/// let houses = Arrow::of([batch.clone(), batch]).batches::<Records<House>>();
/// assert_eq!((houses.batch_count(), houses.pass(0)?.count()), (Some(2), 2));
/// # Ok::<(), Error>(())
/// ```
pub struct ArrowBatches<T> {
    arrow: Arrow,
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for ArrowBatches<T> {
    fn clone(&self) -> Self {
        Self { arrow: self.arrow.clone(), table: PhantomData }
    }
}

impl<T> fmt::Debug for ArrowBatches<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArrowBatches").field("arrow", &self.arrow).finish()
    }
}

impl<T: FromTable> Source for ArrowBatches<T> {
    type Batch = T;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<T>> + Send> {
        let Arrow { batches, options } = &self.arrow;
        let mut reading = Reading::start(options, T::fields());
        Ok(batches.iter().map(move |batch| {
            let at = columns(&options.name, &T::fields(), &batch.schema(), options.strict)?;
            reading.push(batch.clone(), &at)?;
            reading.table()
        }))
    }

    fn batch_count(&self) -> Option<usize> {
        Some(self.arrow.batches.len())
    }
}
