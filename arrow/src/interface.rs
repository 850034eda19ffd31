//! The Arrow C data interface: tables of other libraries in this process, and to them.
//!
//! <https://arrow.apache.org/docs/format/CDataInterface.html>
//!
//! Invariant: this file has the only `unsafe` of the repository. What the caller promises is what the interface itself demands.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array as _, RecordBatch, StructArray};
use arrow_schema::DataType;
use shapeflow::records::{Record, Records};
use shapeflow::{Error, ErrorKind, Result};

use super::memory::Arrow;
use super::to_arrow::to_record_batch;

/// Returns records as the two structs of the C data interface: a struct array with a column for each field. The consumer releases them,
/// and with them its share of the buffers. The [crate](crate) says what is copied.
///
/// # Errors
/// See [`to_record_batch`](super::to_record_batch).
///
/// ```
/// use shapeflow::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let houses = Records::from(vec![House { area: 80.0 }, House { area: 95.5 }]);
/// let (array, _schema) = shapeflow_arrow::export(&houses)?;
/// // The second buffer of the first column is that of the record.
/// assert_eq!(array.child(0).buffer(1), houses.area.as_ptr().cast());
/// # Ok::<(), Error>(())
/// ```
pub fn export<R: Record>(records: &Records<R>) -> Result<(FFI_ArrowArray, FFI_ArrowSchema)> {
    to_ffi(&StructArray::from(to_record_batch(records)?).into()).map_err(Error::from_source)
}

/// Takes a table from another library: the two structs of the C data interface, whose array is a struct array. polars, DuckDB and pyarrow
/// make them; a struct of another crate is the same struct of C, so its pointer is cast and read.
///
/// # Safety
/// The structs are those of one array, made by the rules of the interface: its buffers have the sizes that they claim and live, unchanged,
/// until the array is released. They are released here, so the caller must not do it.
///
/// # Errors
/// The array is not a table, or breaks the rules in a way that can be seen.
///
/// ```
/// use shapeflow::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let houses = Records::from(vec![House { area: 80.0 }, House { area: 95.5 }]);
/// let (array, schema) = shapeflow_arrow::export(&houses)?;
/// // SAFETY: they come from `export`.
/// let table = unsafe { shapeflow_arrow::import(array, &schema)? };
/// assert_eq!(table.read::<Records<House>>()?, houses);
/// # Ok::<(), Error>(())
/// ```
#[allow(unsafe_code, reason = "the memory of another library: its layout and lifetime are its promise")]
pub unsafe fn import(array: FFI_ArrowArray, schema: &FFI_ArrowSchema) -> Result<Arrow> {
    // SAFETY: the caller promises what `from_ffi` demands.
    let mut data = unsafe { from_ffi(array, schema) }.map_err(|error| refused(&error.to_string()))?;
    if !matches!(data.data_type(), DataType::Struct(_)) {
        return Err(refused(&format!(
            "expected a struct array with a column for each field, found {}",
            data.data_type()
        )));
    }
    // Other libraries align buffers less than Rust does.
    data.align_buffers();
    data.validate_full().map_err(|error| refused(&error.to_string()))?;
    let table = StructArray::from(data);
    if table.null_count() > 0 {
        return Err(refused(&format!("{} rows are null as a whole", table.null_count())));
    }
    Ok(Arrow::of([RecordBatch::from(table)]).called("imported table"))
}

/// Takes a table from another library: a stream of the C stream interface, as a data frame of polars or pyarrow exports itself
/// (`__arrow_c_stream__`). All its batches are fetched.
///
/// # Safety
/// `stream` points to a stream made by the rules of the interface; see [`import`]. It is taken, so the caller must not release it.
///
/// # Errors
/// The stream is released, ends with an error, or breaks the rules in a way that can be seen, as polars does with a column of its type `Null`:
/// the error tells how to give it another.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::arrow_array::RecordBatchIterator;
/// use shapeflow_arrow::arrow_array::ffi_stream::FFI_ArrowArrayStream;
/// use shapeflow_arrow::{import_stream, to_record_batch};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let houses = Records::from(vec![House { area: 80.0 }, House { area: 95.5 }]);
/// let batch = to_record_batch(&houses)?;
/// let schema = batch.schema();
/// let mut stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
/// // SAFETY: a stream of arrow itself.
/// let table = unsafe { import_stream(&raw mut stream)? };
/// assert_eq!(table.read::<Records<House>>()?, houses);
/// # Ok::<(), Error>(())
/// ```
#[allow(unsafe_code, reason = "the memory of another library: its layout and lifetime are its promise")]
pub unsafe fn import_stream(stream: *mut FFI_ArrowArrayStream) -> Result<Arrow> {
    // SAFETY: the caller promises what `from_raw` demands.
    let reader =
        unsafe { RecordBatchStreamReader::from_raw(stream) }.map_err(|error| refused(&error.to_string()))?;
    let batches: Result<Vec<RecordBatch>, _> = reader.collect();
    Ok(Arrow::of(batches.map_err(|error| refused(&error.to_string()))?).called("imported table"))
}

/// Returns an error about a table of another library.
fn refused(what: &str) -> Error {
    // polars 2.1 exports a column of its type `Null` with a buffer, which the interface forbids.
    let help = if what.contains("\"Null\"") {
        "; a column of nulls alone needs a type: in polars, `df.with_columns(pl.col(pl.Null).cast(pl.String))`"
    } else {
        ""
    };
    Error::of_kind(ErrorKind::Data, format!("imported table: {what}{help}"))
}
