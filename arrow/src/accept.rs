//! Which columns of a schema a field accepts.
//!
//! Invariant: a column that is accepted can be read by the part of the field, each cell for itself.

use arrow_schema::{DataType, Schema};
use shapeflow::Result;
use shapeflow::records::{Cell, Field, Plain};
use shapeflow::sources::{FileColumn, match_columns};

/// Returns the number of the column of each field.
pub(crate) fn columns(file: &str, fields: &[Field], schema: &Schema, strict: bool) -> Result<Vec<usize>> {
    let columns = schema.fields().iter();
    let columns: Vec<FileColumn> = columns
        .map(|column| FileColumn { name: column.name().clone(), ty: column.data_type().to_string() })
        .collect();
    let fits = |field: &Field, at: usize| {
        schema.fields().get(at).is_some_and(|column| fits(field, column.data_type()))
    };
    match_columns(file, fields, &columns, fits, strict)
}

/// Returns whether a field has this type, or `Option` of it.
pub(crate) fn holds<T: Plain>(field: &Field) -> bool
where
    Option<T>: Cell,
{
    field.is::<T>() || field.is::<Option<T>>()
}

/// Returns whether a field holds one of these types.
macro_rules! holds_any {
    ($field:expr; $($ty:ty),+) => { false $(|| holds::<$ty>($field))+ };
}

pub(crate) fn is_text(ty: &DataType) -> bool {
    match ty {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => {
            matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        }
        _ => false,
    }
}

/// Returns whether a field accepts a column of this type.
pub(crate) fn fits(field: &Field, ty: &DataType) -> bool {
    if *ty == DataType::Null {
        return field.may_be_missing;
    }
    if holds_any!(field; u8, u16, u32, u64, usize, i8, i16, i32, i64, isize) {
        return ty.is_integer();
    }
    if holds_any!(field; f64) {
        return ty.is_integer() || matches!(ty, DataType::Float16 | DataType::Float32 | DataType::Float64);
    }
    if holds_any!(field; f32) {
        return ty.is_integer() || matches!(ty, DataType::Float16 | DataType::Float32);
    }
    if holds_any!(field; bool) {
        return *ty == DataType::Boolean;
    }
    #[cfg(feature = "dates")]
    if let Some(fits) = super::dates::fits(field, ty) {
        return fits;
    }
    is_text(ty)
}
