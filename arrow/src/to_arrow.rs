//! Records to Arrow's record batches.
//!
//! Invariant: the buffer of a complete column of numbers is shared, not copied.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    ArrayRef, ArrowPrimitiveType, BooleanArray, DictionaryArray, Int32Array, LargeStringArray,
    PrimitiveArray, RecordBatch, RecordBatchOptions, StringArray,
};
use arrow_buffer::{Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field as Column, Schema};
use bytemuck::NoUninit;
use ndarray::ArcArray1;
use shapeflow::records::{AnyColumn, Category, Field, Nullable, Record, Records};
use shapeflow::{Error, Result};

use super::accept::holds;

/// Returns the schema of a record: a column for each field, in their order.
///
/// Numbers and `bool` are those of Arrow (`usize` as `UInt64`, `isize` as `Int64`), categories are dictionaries of texts, all else is
/// `LargeUtf8`, as in a CSV file. With the feature `dates`, a `Date` is a `Date32`, a `Time` a `Time64` of nanoseconds, and a `DateTime` or
/// `Timestamp` (in UTC) a `Timestamp` of microseconds, which has all years. The column of an `Option` is nullable. The dictionary of an enum has all its categories, in their order.
///
/// ```
/// use shapeflow::prelude::*;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: Option<f32>,
/// }
///
/// assert_eq!(shapeflow_arrow::schema::<House>().field(0).data_type().to_string(), "Float32");
/// ```
pub fn schema<R: Record>() -> Schema {
    Schema::new(
        R::FIELDS
            .iter()
            .map(|field| Column::new(field.name, type_of(field), field.may_be_missing))
            .collect::<Vec<Column>>(),
    )
}

/// Returns records as a record batch. The [crate](crate) says what is copied.
///
/// # Errors
/// A cell of a type of your own cannot be written; a `DateTime` or `Timestamp` has a part of a microsecond. The row and the column are told.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow_arrow::to_record_batch;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
/// }
///
/// let houses = Records::from(vec![House { area: 80.0 }, House { area: 95.5 }]);
/// let batch = to_record_batch(&houses)?;
/// assert_eq!((batch.num_rows(), batch.num_columns()), (2, 1));
/// # Ok::<(), Error>(())
/// ```
pub fn to_record_batch<R: Record>(records: &Records<R>) -> Result<RecordBatch> {
    let parts = records.parts();
    let columns: Result<Vec<ArrayRef>> =
        R::FIELDS.iter().zip(parts).map(|(field, part)| array(field, part)).collect();
    let options = RecordBatchOptions::new().with_row_count(Some(records.len()));
    RecordBatch::try_new_with_options(Arc::new(schema::<R>()), columns?, &options).map_err(Error::from_source)
}

macro_rules! types {
    ($($number:ty => $arrow:ty, $ty:ident;)+) => {
        fn type_of(field: &Field) -> DataType {
            #[cfg(feature = "dates")]
            if let Some(ty) = super::dates::type_of(field) {
                return ty;
            }
            $(
                if holds::<$number>(field) {
                    return DataType::$ty;
                }
            )+
            if holds::<usize>(field) {
                DataType::UInt64
            } else if holds::<isize>(field) {
                DataType::Int64
            } else if holds::<bool>(field) {
                DataType::Boolean
            } else if holds::<Category>(field) || !field.categories.is_empty() {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            } else {
                DataType::LargeUtf8
            }
        }

        fn array(field: &Field, part: &dyn AnyColumn) -> Result<ArrayRef> {
            #[cfg(feature = "dates")]
            if let Some(array) = super::dates::array(field, part) {
                return array;
            }
            let column: &dyn Any = part;
            $(
                if let Some(values) = column.downcast_ref::<ArcArray1<$number>>() {
                    return Ok(Arc::new(PrimitiveArray::<$arrow>::new(shared(values), None)));
                }
                if let Some(column) = column.downcast_ref::<Nullable<$number>>() {
                    return Ok(Arc::new(nullable::<$arrow>(column)));
                }
            )+
            if let Some(values) = column.downcast_ref::<ArcArray1<usize>>() {
                return Ok(Arc::new(values.iter().map(|&value| Some(value as u64)).collect::<PrimitiveArray<UInt64Type>>()));
            }
            if let Some(values) = column.downcast_ref::<Nullable<usize>>() {
                let values = values.iter().map(|value| value.map(|&value| value as u64));
                return Ok(Arc::new(values.collect::<PrimitiveArray<UInt64Type>>()));
            }
            if let Some(values) = column.downcast_ref::<ArcArray1<isize>>() {
                return Ok(Arc::new(values.iter().map(|&value| Some(value as i64)).collect::<PrimitiveArray<Int64Type>>()));
            }
            if let Some(values) = column.downcast_ref::<Nullable<isize>>() {
                let values = values.iter().map(|value| value.map(|&value| value as i64));
                return Ok(Arc::new(values.collect::<PrimitiveArray<Int64Type>>()));
            }
            if let Some(values) = column.downcast_ref::<ArcArray1<bool>>() {
                return Ok(Arc::new(BooleanArray::from(values.to_vec())));
            }
            if let Some(values) = column.downcast_ref::<Nullable<bool>>() {
                return Ok(Arc::new(values.iter().map(Option::<&bool>::copied).collect::<BooleanArray>()));
            }
            if let Some(values) = column.downcast_ref::<ArcArray1<Category>>() {
                return dictionary(&[], values.iter().map(|category| Some(category.as_str())));
            }
            if let Some(values) = column.downcast_ref::<Nullable<Category>>() {
                return dictionary(&[], values.iter().map(|category| category.map(Category::as_str)));
            }
            texts(field, part)
        }
    };
}
types! {
    f64 => Float64Type, Float64;
    f32 => Float32Type, Float32;
    i64 => Int64Type, Int64;
    i32 => Int32Type, Int32;
    i16 => Int16Type, Int16;
    i8 => Int8Type, Int8;
    u64 => UInt64Type, UInt64;
    u32 => UInt32Type, UInt32;
    u16 => UInt16Type, UInt16;
    u8 => UInt8Type, UInt8;
}

/// Keeps a column alive while a buffer of Arrow has its memory.
struct Shared<T>(ArcArray1<T>);

impl<T: NoUninit> AsRef<[u8]> for Shared<T> {
    fn as_ref(&self) -> &[u8] {
        bytemuck::cast_slice(self.0.as_slice().unwrap_or_default())
    }
}

/// Returns the buffer of a column; a copy if its values are not one after another in memory.
fn shared<T>(values: &ArcArray1<T>) -> ScalarBuffer<T>
where
    T: arrow_buffer::ArrowNativeType + NoUninit,
{
    if values.is_empty() || values.as_slice().is_none() {
        return values.to_vec().into();
    }
    let bytes = bytes::Bytes::from_owner(Shared(values.clone()));
    ScalarBuffer::new(Buffer::from(bytes), 0, values.len())
}

fn nullable<A>(column: &Nullable<A::Native>) -> PrimitiveArray<A>
where
    A: ArrowPrimitiveType<Native: NoUninit + shapeflow::records::Plain>,
{
    match column.clone().into_array() {
        Ok(values) => PrimitiveArray::new(shared(&values), None),
        Err(column) => {
            let nulls: NullBuffer = (0..column.len()).map(|row| column.is_present(row)).collect();
            PrimitiveArray::new(column.values().to_vec().into(), Some(nulls))
        }
    }
}

/// Returns texts as a dictionary that begins with those of `first`.
fn dictionary<'a>(first: &[&'a str], texts: impl Iterator<Item = Option<&'a str>>) -> Result<ArrayRef> {
    let mut values = first.to_vec();
    let mut known: HashMap<&str, i32> = first.iter().copied().zip(0..).collect();
    let keys: Result<Int32Array> = texts
        .map(|text| {
            let Some(text) = text else { return Ok(None) };
            if let Some(key) = known.get(text) {
                return Ok(Some(*key));
            }
            let key = i32::try_from(values.len())
                .map_err(|_| Error::new("a column of categories has more than 2^31 different ones"))?;
            known.insert(text, key);
            values.push(text);
            Ok(Some(key))
        })
        .collect();
    let values: ArrayRef = Arc::new(StringArray::from_iter_values(values));
    Ok(Arc::new(DictionaryArray::try_new(keys?, values).map_err(Error::from_source)?))
}

/// Returns the cells as texts, as a CSV file has them.
fn texts(field: &Field, part: &dyn AnyColumn) -> Result<ArrayRef> {
    let cells: Result<Vec<Option<String>>> = (0..part.rows())
        .map(|row| {
            if part.is_missing(row) {
                return Ok(None);
            }
            let mut text = String::new();
            part.write(row, &mut text).map_err(|_| {
                Error::new(format!("the cell of row {row} of the column `{}` cannot be written", field.name))
            })?;
            Ok(Some(text))
        })
        .collect();
    let cells = cells?;
    if field.categories.is_empty() {
        return Ok(Arc::new(LargeStringArray::from(cells)));
    }
    dictionary(field.categories, cells.iter().map(Option::as_deref))
}
