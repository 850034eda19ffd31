//! [`Part`]: the column of a field, made of arrays.
//!
//! Invariant: each row of an array is a cell of the column, or was told to [`Cells`].

use std::any::Any;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    ArrowPrimitiveType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
    downcast_dictionary_array,
};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use ndarray::ArcArray1;
use shapeflow::records::{AnyColumn, ColumnBuilder, Field, Nullable, Plain};

use super::accept::holds;
use super::number::{Exact, Number};

/// Receives the values that a column cannot hold.
pub(crate) trait Cells {
    /// A null in a column whose values are always there.
    fn missing(&mut self, row: usize, wanted: &str);

    /// A value that is not of the type of the field. Returns whether it becomes a missing value.
    fn value(&mut self, row: usize, value: &str, wanted: &str) -> bool;
}

/// A column that grows by arrays.
pub(crate) trait Part: Send {
    /// Adds the values of an array of a type that the field accepts.
    fn append(&mut self, array: ArrayRef, cells: &mut dyn Cells);

    /// Returns the column, and begins anew.
    fn finish(&mut self) -> Box<dyn AnyColumn>;
}

/// Begins the column of a field.
pub(crate) fn part(field: &Field) -> Box<dyn Part> {
    macro_rules! numbers {
        ($($number:ty),+) => {
            $(
                if holds::<$number>(field) {
                    return Box::new(Numbers(Values::<$number>::of(field)));
                }
            )+
        };
    }
    numbers!(f64, f32, i64, i32, i16, i8, u64, u32, u16, u8, usize, isize);
    if holds::<bool>(field) {
        return Box::new(Truths(Values::of(field)));
    }
    #[cfg(feature = "dates")]
    if let Some(part) = super::dates::part(field) {
        return part;
    }
    Box::new(Texts { builder: field.builder(), may_be_missing: field.may_be_missing })
}

/// The values of a column, and which of them are there.
pub(crate) struct Values<T> {
    values: Vec<T>,
    /// Of a field that is an `Option`.
    present: Option<Vec<bool>>,
    wanted: &'static str,
}

impl<T: Plain> Values<T> {
    pub(crate) fn of(field: &Field) -> Self {
        Self { values: Vec::new(), present: field.may_be_missing.then(Vec::new), wanted: field.ty }
    }

    pub(crate) fn rows(&self) -> usize {
        self.values.len()
    }

    /// Adds values, of which the nulls are missing.
    pub(crate) fn append(&mut self, values: Vec<T>, nulls: Option<&NullBuffer>, cells: &mut dyn Cells) {
        let start = self.rows();
        if start == 0 {
            self.values = values;
        } else {
            self.values.extend(values);
        }
        if let Some(present) = &mut self.present {
            present.resize(self.values.len(), true);
        }
        for row in nulls.into_iter().flat_map(|nulls| (0..nulls.len()).filter(|&row| nulls.is_null(row))) {
            match &mut self.present {
                Some(_) => self.clear(start + row),
                None => cells.missing(row, self.wanted),
            }
        }
    }

    /// Makes a value missing.
    pub(crate) fn clear(&mut self, row: usize) {
        if let Some(value) = self.values.get_mut(row) {
            *value = T::filler();
        }
        if let Some(present) = self.present.as_mut().and_then(|present| present.get_mut(row)) {
            *present = false;
        }
    }

    pub(crate) fn append_missing(&mut self, rows: usize, cells: &mut dyn Cells) {
        self.append(vec![T::filler(); rows], Some(&NullBuffer::new_null(rows)), cells);
    }

    pub(crate) fn finish(&mut self) -> Box<dyn AnyColumn> {
        let values = ArcArray1::from(std::mem::take(&mut self.values));
        match self.present.as_mut().map(std::mem::take) {
            None => Box::new(values),
            Some(present) if present.iter().all(|is_present| *is_present) => Box::new(Nullable::from(values)),
            Some(present) => Box::new(
                values
                    .into_iter()
                    .zip(present)
                    .map(|(value, is_present)| is_present.then_some(value))
                    .collect::<Nullable<T>>(),
            ),
        }
    }
}

/// A column of numbers.
struct Numbers<T>(Values<T>);

impl<T: Number> Numbers<T> {
    fn append_array<S>(
        &mut self,
        array: PrimitiveArray<S>,
        exact: fn(S::Native) -> Exact,
        cells: &mut dyn Cells,
    ) where
        S: ArrowPrimitiveType,
    {
        let (_, values, nulls) = array.into_parts();
        let values: Box<dyn Any> = Box::new(Vec::<S::Native>::from(values));
        let values = match values.downcast::<Vec<T>>() {
            Ok(same) => return self.0.append(*same, nulls.as_ref(), cells),
            Err(other) => other.downcast::<Vec<S::Native>>().map(|values| *values).unwrap_or_default(),
        };
        let start = self.0.rows();
        let mut others = Vec::new();
        let mut converted = Vec::with_capacity(values.len());
        for (row, value) in values.into_iter().enumerate() {
            let is_null = nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
            let number = if is_null { Some(T::filler()) } else { T::of(exact(value)) };
            if number.is_none() {
                others.push((row, exact(value)));
            }
            converted.push(number.unwrap_or_default());
        }
        self.0.append(converted, nulls.as_ref(), cells);
        for (row, value) in others {
            if cells.value(row, &value.to_string(), self.0.wanted) {
                self.0.clear(start + row);
            }
        }
    }
}

impl<T: Number> Part for Numbers<T> {
    fn append(&mut self, array: ArrayRef, cells: &mut dyn Cells) {
        macro_rules! types {
            ($($pattern:pat => $ty:ty, $exact:expr;)+) => {
                match array.data_type() {
                    $(
                        $pattern => {
                            let Some(numbers) = array.as_primitive_opt::<$ty>().cloned() else { return };
                            // The last one that has the buffer.
                            drop(array);
                            self.append_array(numbers, $exact, cells);
                        }
                    )+
                    _ => self.0.append_missing(array.len(), cells),
                }
            };
        }
        types! {
            DataType::Float64 => Float64Type, Exact::from;
            DataType::Float32 => Float32Type, Exact::from;
            DataType::Float16 => Float16Type, |number| number.to_f32().into();
            DataType::Int64 => Int64Type, Exact::from;
            DataType::Int32 => Int32Type, Exact::from;
            DataType::Int16 => Int16Type, Exact::from;
            DataType::Int8 => Int8Type, Exact::from;
            DataType::UInt64 => UInt64Type, Exact::from;
            DataType::UInt32 => UInt32Type, Exact::from;
            DataType::UInt16 => UInt16Type, Exact::from;
            DataType::UInt8 => UInt8Type, Exact::from;
        }
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        self.0.finish()
    }
}

/// A column of `bool`.
struct Truths(Values<bool>);

impl Part for Truths {
    fn append(&mut self, array: ArrayRef, cells: &mut dyn Cells) {
        match array.as_boolean_opt() {
            Some(truths) => self.0.append(truths.values().iter().collect(), truths.nulls(), cells),
            None => self.0.append_missing(array.len(), cells),
        }
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        self.0.finish()
    }
}

/// A column of any other type, whose cells are read from texts.
struct Texts {
    builder: Box<dyn ColumnBuilder>,
    may_be_missing: bool,
}

impl Part for Texts {
    fn append(&mut self, array: ArrayRef, cells: &mut dyn Cells) {
        let mut row = 0;
        each_text(&array, |text| {
            self.add(row, text, cells);
            row += 1;
        });
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        self.builder.finish()
    }
}

impl Texts {
    fn add(&mut self, row: usize, text: Option<&str>, cells: &mut dyn Cells) {
        let Err(rejected) = self.builder.push(text) else { return };
        let is_missing = match text {
            None => {
                cells.missing(row, &rejected.wanted);
                false
            }
            Some(text) => cells.value(row, text, &rejected.wanted),
        };
        if is_missing && self.may_be_missing {
            // A missing cell is never rejected there.
            let _ = self.builder.push(None);
        }
    }
}

/// Calls `give` with each text of an array of texts, in order; an array of another type has none.
pub(crate) fn each_text(array: &ArrayRef, mut give: impl FnMut(Option<&str>)) {
    let array: &dyn Array = array;
    if let Some(texts) = array.as_string_opt::<i32>() {
        texts.iter().for_each(give);
    } else if let Some(texts) = array.as_string_opt::<i64>() {
        texts.iter().for_each(give);
    } else if let Some(texts) = array.as_string_view_opt() {
        texts.iter().for_each(give);
    } else {
        downcast_dictionary_array! {
            array => {
                if let Some(texts) = array.downcast_dict::<StringArray>() {
                    texts.into_iter().for_each(give);
                } else if let Some(texts) = array.downcast_dict::<LargeStringArray>() {
                    texts.into_iter().for_each(give);
                } else if let Some(texts) = array.downcast_dict::<StringViewArray>() {
                    texts.into_iter().for_each(give);
                }
            }
            _ => (0..array.len()).for_each(|_| give(None)),
        }
    }
}
