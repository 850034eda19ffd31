//! A file behind its metadata: which columns and row groups are decoded.
//!
//! Invariant: only the columns of the fields are decoded, and all rows that the metadata counts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use ::parquet::basic::{Compression, Type};
use ::parquet::file::reader::Length as _;
use arrow_array::RecordBatch;
use shapeflow::Result;
use shapeflow::records::Field;

use super::input::{Input, Place};
use super::pages::Pages;
use crate::accept::{columns, is_text};
use crate::reading::Options;

/// The rows that are decoded at once, if there are texts: a batch of Arrow holds at most 2 GiB of them.
const TEXT_ROWS: usize = 1 << 16;

/// A file that is open.
pub(super) struct Opened {
    input: Input,
    metadata: ArrowReaderMetadata,
    options: Options,
}

/// Which columns are read, and where those of the fields are among them.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    read: Vec<usize>,
    /// The column of each field, in the order of `read`.
    pub(super) at: Vec<usize>,
    /// The rows that can be decoded at once. The decoder allocates memory for them before it reads them, so there are no more than
    /// the file has bytes.
    pub(super) at_once: usize,
}

impl Opened {
    pub(super) fn open(place: &Place, options: &Options) -> Result<Self> {
        let input = place.open().map_err(|error| match place {
            Place::File(path) => options.refused(format!("cannot be opened: {error} ({})", path.display())),
            Place::Memory(_) => options.refused(format!("cannot be opened: {error}")),
        })?;
        let metadata = guarded(options, || ArrowReaderMetadata::load(&input, ArrowReaderOptions::new()))?;
        Ok(Self { input, metadata, options: options.clone() })
    }

    /// Returns the number of rows of each row group.
    pub(super) fn row_groups(&self) -> Vec<usize> {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.map(|group| usize::try_from(group.num_rows()).unwrap_or(0)).collect()
    }

    /// Finds the columns of the fields.
    pub(super) fn columns(&self, fields: &[Field]) -> Result<Columns> {
        let schema = self.metadata.schema();
        let of_fields = columns(&self.options.name, fields, schema, self.options.strict)?;
        self.require_timestamps(&of_fields)?;
        self.require_codecs(&of_fields)?;
        let mut read = of_fields.clone();
        read.sort_unstable();
        read.dedup();
        let at = of_fields.iter().map(|column| read.partition_point(|before| before < column)).collect();
        let has_texts =
            read.iter().filter_map(|&at| schema.fields().get(at)).any(|column| is_text(column.data_type()));
        let most = if has_texts { TEXT_ROWS } else { usize::MAX };
        let at_once = usize::try_from(self.input.len()).unwrap_or(usize::MAX).clamp(1, most);
        Ok(Columns { read, at, at_once })
    }

    /// Refuses timestamps of 96 bits: the decoder makes nanoseconds of 64 bits of them, which wrap around outside of 1677 to 2262.
    fn require_timestamps(&self, roots: &[usize]) -> Result<()> {
        let parquet = self.metadata.parquet_schema();
        let old = (0..parquet.num_columns()).find(|&leaf| {
            parquet.column(leaf).physical_type() == Type::INT96
                && roots.contains(&parquet.get_column_root_idx(leaf))
        });
        let Some(leaf) = old else { return Ok(()) };
        Err(self.options.refused(format!(
            "the column `{}` has the deprecated type INT96, which is not read exactly: write it as a timestamp of microseconds",
            parquet.column(leaf).name()
        )))
    }

    /// Refuses pages of a compression that the features of this crate do not include.
    fn require_codecs(&self, roots: &[usize]) -> Result<()> {
        let parquet = self.metadata.parquet_schema();
        for group in self.metadata.metadata().row_groups() {
            for (leaf, column) in group.columns().iter().enumerate() {
                let (feature, is_enabled) = match column.compression() {
                    Compression::GZIP(_) => ("gzip", cfg!(feature = "gzip")),
                    Compression::LZ4 | Compression::LZ4_RAW => ("lz4", cfg!(feature = "lz4")),
                    Compression::BROTLI(_) => ("brotli", cfg!(feature = "brotli")),
                    Compression::ZSTD(_) => ("zstd", cfg!(feature = "zstd")),
                    _ => continue,
                };
                if !is_enabled && roots.contains(&parquet.get_column_root_idx(leaf)) {
                    return Err(self.options.refused(format!(
                        "the column `{}` is compressed with {feature}: enable the feature `{feature}` of shapeflow-arrow",
                        parquet.column(leaf).name()
                    )));
                }
            }
        }
        Ok(())
    }

    /// Reads these row groups in batches of so many rows.
    pub(super) fn batches(&self, columns: &Columns, groups: Vec<usize>, rows: usize) -> Result<Batches> {
        let reader = guarded(&self.options, || {
            let pages = Pages::of(self.input.clone(), self.metadata.metadata().row_groups());
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(pages, self.metadata.clone());
            let mask = ProjectionMask::roots(builder.parquet_schema(), columns.read.iter().copied());
            builder.with_projection(mask).with_row_groups(groups).with_batch_size(rows).build()
        })?;
        Ok(Batches { reader, options: self.options.clone() })
    }
}

/// The batches of some row groups.
pub(super) struct Batches {
    reader: ParquetRecordBatchReader,
    options: Options,
}

impl Batches {
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>> {
        guarded(&self.options, || self.reader.next().transpose())
    }
}

/// Turns an error or a panic of the decoder into an error with the name of the file.
fn guarded<T, E: std::fmt::Display>(options: &Options, decode: impl FnOnce() -> Result<T, E>) -> Result<T> {
    unpanicked(options, || {
        decode().map_err(|error| options.refused(format!("not a Parquet file, or damaged: {error}")))
    })
}

/// Turns a panic about what was decoded into an error with the name of the file.
pub(super) fn unpanicked<T>(options: &Options, decode: impl FnOnce() -> Result<T>) -> Result<T> {
    let decoded = catch_unwind(AssertUnwindSafe(decode));
    decoded.unwrap_or_else(|_| Err(options.refused("the file is damaged: its decoder panicked")))
}
