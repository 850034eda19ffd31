//! [`CsvBatches`]: a file in parts.
//!
//! Invariant: each row of the file is in exactly one batch of a pass.

use std::fmt;
use std::marker::PhantomData;

use super::options::Csv;
use super::reading::Reading;
use crate::batches::Source;
use crate::sources::bytes::Input;
use crate::sources::table::FromTable;
use crate::{Error, Result};

/// A file as batches: see [`Csv::batches`].
///
/// ```
/// use shapeflow::batches::Source;
/// use shapeflow::prelude::*;
/// use shapeflow::sources::Csv;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let houses = Csv::of_text("area\n10\n20\n30\n").batches::<Records<House>>(2)?;
/// let sizes: Result<Vec<usize>> = houses.pass(0)?.map(|batch| Ok(batch?.len())).collect();
/// assert_eq!(sizes?, [2, 1]);
/// # Ok::<(), Error>(())
/// ```
pub struct CsvBatches<T> {
    csv: Csv,
    rows: usize,
    table: PhantomData<fn() -> T>,
}

impl<T> CsvBatches<T> {
    pub(super) fn new(csv: Csv, rows: usize) -> Result<Self> {
        if rows == 0 {
            return Err(Error::new("a batch needs at least 1 row, got a size of 0"));
        }
        Ok(Self { csv, rows, table: PhantomData })
    }
}

impl<T> Clone for CsvBatches<T> {
    fn clone(&self) -> Self {
        Self { csv: self.csv.clone(), rows: self.rows, table: PhantomData }
    }
}

impl<T> fmt::Debug for CsvBatches<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CsvBatches").field("csv", &self.csv).field("rows", &self.rows).finish()
    }
}

impl<T: FromTable> Source for CsvBatches<T> {
    type Batch = T;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<T>> + Send> {
        let mut reading = Some(Reading::start(&self.csv, T::fields(), self.csv.text()?)?);
        Ok(std::iter::from_fn(move || {
            let batch = next(reading.as_mut()?, self.rows).transpose();
            match &batch {
                Some(Ok(_)) => {}
                Some(Err(_)) => reading = None,
                None => {
                    let ended = reading.take()?;
                    ended.counts().note(&self.csv.name);
                }
            }
            batch
        }))
    }
}

fn next<T: FromTable>(reading: &mut Reading<'_, Box<dyn Input>>, rows: usize) -> Result<Option<T>> {
    if reading.rows(rows)? == 0 { Ok(None) } else { reading.table().map(Some) }
}
