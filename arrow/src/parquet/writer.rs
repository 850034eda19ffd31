//! [`write_parquet`] and [`ParquetWriter`]: records to Parquet files.
//!
//! Invariant: what is written is read again as equal records, to the last bit of each number.

use std::fmt;
use std::io::Write;
use std::marker::PhantomData;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use shapeflow::records::{Record, Records};
use shapeflow::{Error, ErrorKind, Result};

use crate::to_arrow::{schema, to_record_batch};

/// Writes records with snappy compression, in row groups of at most 2^20 rows.
///
/// # Errors
/// Those of the writer and of [`to_record_batch`](crate::to_record_batch).
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::write_parquet;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Prediction {
///     name: String,
///     survives: f64,
/// }
///
/// let predictions = Records::from(vec![Prediction { name: "Moor, Mr.".into(), survives: 0.25 }]);
/// let mut file = Vec::new();
/// write_parquet(&predictions, &mut file)?;
/// assert!(file.starts_with(b"PAR1"));
/// # Ok::<(), Error>(())
/// ```
pub fn write_parquet<R: Record>(records: &Records<R>, out: impl Write + Send) -> Result<()> {
    let mut writer = ParquetWriter::new(out)?;
    writer.write(records)?;
    writer.finish()
}

/// Writes records batch by batch, for example the predictions of a stream: a row group for each batch.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::{Parquet, ParquetWriter};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Prediction {
///     survives: f64,
/// }
///
/// let mut file = Vec::new();
/// let mut writer = ParquetWriter::new(&mut file)?;
/// for batch in [vec![0.25, 0.5], vec![0.75]] {
///     writer.write(&batch.into_iter().map(|survives| Prediction { survives }).collect())?;
/// }
/// writer.finish()?;
/// let all: Records<Prediction> = Parquet::of_bytes(file).read()?;
/// assert_eq!(all.survives.to_vec(), [0.25, 0.5, 0.75]);
/// # Ok::<(), Error>(())
/// ```
pub struct ParquetWriter<R, W: Write + Send> {
    writer: ArrowWriter<W>,
    record: PhantomData<fn(R)>,
}

impl<R, W: Write + Send> fmt::Debug for ParquetWriter<R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParquetWriter").finish_non_exhaustive()
    }
}

impl<R: Record, W: Write + Send> ParquetWriter<R, W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(out: W) -> Result<Self> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(out, Arc::new(schema::<R>()), Some(properties)).map_err(failed)?;
        Ok(Self { writer, record: PhantomData })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// Those of the writer and of [`to_record_batch`](crate::to_record_batch).
    pub fn write(&mut self, records: &Records<R>) -> Result<()> {
        self.writer.write(&to_record_batch(records)?).and_then(|()| self.writer.flush()).map_err(failed)
    }

    /// Ends the file. Without it, what was written is no Parquet file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> Result<()> {
        self.writer.close().map(drop).map_err(failed)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes a value")]
fn failed(error: ParquetError) -> Error {
    Error::of_kind(ErrorKind::Data, format!("the table cannot be written: {error}"))
}
