//! [`ParquetBatches`]: a file in parts.
//!
//! Invariant: each row of the file is in exactly one batch of a pass.

use std::fmt;
use std::marker::PhantomData;

use shapeflow::batches::Source;
use shapeflow::sources::{BadCells, FromTable};
use shapeflow::{Error, Result};

use super::file::Parquet;
use super::opened::{Batches, Columns, Opened, unpanicked};
use crate::reading::Reading;

/// A file as batches: see [`Parquet::batches`] and [`Parquet::row_groups`].
///
/// With [`BadCells::DropRow`], a batch has fewer rows, and one without rows is left out.
///
/// ```
/// use shapeflow::batches::Source;
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::{Parquet, write_parquet};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let mut file = Vec::new();
/// write_parquet(&Records::from(vec![House { area: 80.0 }; 5]), &mut file)?;
/// let houses = Parquet::of_bytes(file).batches::<Records<House>>(2)?;
/// let sizes: Result<Vec<usize>> = houses.pass(0)?.map(|batch| Ok(batch?.len())).collect();
/// assert_eq!((sizes?, houses.batch_count()), (vec![2, 2, 1], Some(3)));
/// # Ok::<(), Error>(())
/// ```
pub struct ParquetBatches<T> {
    parquet: Parquet,
    /// `None` for row groups.
    rows: Option<usize>,
    table: PhantomData<fn() -> T>,
}

impl<T> ParquetBatches<T> {
    pub(super) fn by_rows(parquet: Parquet, rows: usize) -> Result<Self> {
        if rows == 0 {
            return Err(Error::new("a batch needs at least 1 row, got a size of 0"));
        }
        Ok(Self { parquet, rows: Some(rows), table: PhantomData })
    }

    pub(super) fn by_row_groups(parquet: Parquet) -> Self {
        Self { parquet, rows: None, table: PhantomData }
    }
}

impl<T> Clone for ParquetBatches<T> {
    fn clone(&self) -> Self {
        Self { parquet: self.parquet.clone(), rows: self.rows, table: PhantomData }
    }
}

impl<T> fmt::Debug for ParquetBatches<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetBatches").field("parquet", &self.parquet).field("rows", &self.rows).finish()
    }
}

impl<T: FromTable> Source for ParquetBatches<T> {
    type Batch = T;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<T>> + Send> {
        let opened = self.parquet.opened()?;
        let columns = opened.columns(&T::fields())?;
        let groups: Vec<(usize, usize)> =
            opened.row_groups().into_iter().enumerate().filter(|(_, rows)| *rows > 0).collect();
        let expected = groups.iter().map(|(_, rows)| rows).sum();
        let parts: Vec<Vec<usize>> = match self.rows {
            // All row groups, one after another.
            Some(_) => vec![groups.into_iter().map(|(group, _)| group).collect()],
            None => groups.into_iter().map(|(group, _)| vec![group]).collect(),
        };
        let reading = Reading::start(&self.parquet.options, T::fields());
        let mut pass = Some(Pass {
            parquet: self.parquet.clone(),
            opened,
            columns,
            parts: parts.into_iter(),
            current: None,
            rows: self.rows,
            reading,
            expected,
        });
        Ok(std::iter::from_fn(move || {
            let batch = pass.as_mut()?.next().transpose();
            match &batch {
                Some(Ok(_)) => {}
                Some(Err(_)) => pass = None,
                None => {
                    let ended = pass.take()?;
                    ended.reading.counts.note(&self.parquet.options.name);
                }
            }
            batch
        }))
    }

    fn batch_count(&self) -> Option<usize> {
        if self.parquet.options.bad_cells == BadCells::DropRow {
            return None;
        }
        let groups = self.parquet.opened().ok()?.row_groups();
        Some(match self.rows {
            Some(rows) => groups.iter().sum::<usize>().div_ceil(rows),
            None => groups.iter().filter(|rows| **rows > 0).count(),
        })
    }
}

/// A pass.
struct Pass {
    parquet: Parquet,
    opened: Opened,
    columns: Columns,
    /// Row groups that are read together.
    parts: std::vec::IntoIter<Vec<usize>>,
    current: Option<Batches>,
    /// The rows of a batch; `None` for all of the row groups that are read together.
    rows: Option<usize>,
    reading: Reading,
    expected: usize,
}

impl Pass {
    fn next<T: FromTable>(&mut self) -> Result<Option<T>> {
        loop {
            if let Some(mut current) = self.current.take() {
                let before = self.reading.kept();
                while let Some(batch) = current.next()? {
                    unpanicked(&self.parquet.options, || self.reading.push(batch, &self.columns.at))?;
                    if self.rows.is_some() {
                        self.current = Some(current);
                        break;
                    }
                }
                let table = self.reading.table()?;
                if self.reading.kept() > before {
                    return Ok(Some(table));
                }
                continue;
            }
            let Some(groups) = self.parts.next() else {
                self.parquet.all_read(self.reading.counts.read, self.expected)?;
                return Ok(None);
            };
            let rows = self.rows.unwrap_or(self.columns.at_once);
            self.current = Some(self.opened.batches(&self.columns, groups, rows)?);
        }
    }
}
