//! What was written is read again: through record batches, the C data interface and Parquet. Which buffers are shared.

use proptest::prelude::*;
use shapeflow::batches::Source as _;
use shapeflow_arrow::{Arrow, Parquet, ParquetWriter, export, import, to_record_batch, write_parquet};

use super::*;

/// A column of each kind.
#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    text: String,
    float: f64,
    narrow: Option<f32>,
    whole: i64,
    small: Option<u8>,
    size: usize,
    offset: Option<isize>,
    flag: bool,
    doubt: Option<bool>,
    town: Category,
    port: Option<Category>,
    sex: Option<Sex>,
    letter: char,
    large: u128,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let numbers = (
        prop_oneof![any::<f64>(), Just(-0.0), Just(f64::NAN)],
        any::<Option<f32>>(),
        any::<i64>(),
        any::<Option<u8>>(),
        any::<usize>(),
        any::<Option<isize>>(),
        any::<u128>(),
    );
    let texts = (any::<String>(), "[ab]{0,1}", proptest::option::of("[ab]{0,2}"), any::<char>());
    let truths = (any::<bool>(), any::<Option<bool>>(), any::<Option<bool>>());
    let row = (numbers, texts, truths).prop_map(|(numbers, texts, truths)| {
        let (float, narrow, whole, small, size, offset, large) = numbers;
        let (text, town, port, letter) = texts;
        let (flag, doubt, sex) = truths;
        let sex = sex.map(|is_male| if is_male { Sex::Male } else { Sex::Female });
        let (town, port) = (town.into(), port.map(Category::from));
        Row { text, float, narrow, whole, small, size, offset, flag, doubt, town, port, sex, letter, large }
    });
    prop::collection::vec(row, 0..12)
}

/// The rows with numbers as bits, because a NaN differs from itself.
fn bits(rows: impl Iterator<Item = Row>) -> Vec<(u64, Option<u32>, Row)> {
    rows.map(|row| {
        (row.float.to_bits(), row.narrow.map(f32::to_bits), Row { float: 0.0, narrow: None, ..row })
    })
    .collect()
}

#[allow(unsafe_code, reason = "the import of what was exported")]
fn through_c(records: &Records<Row>) -> Records<Row> {
    let (array, schema) = export(records).expect("exported");
    // SAFETY: they come from `export`.
    unsafe { import(array, &schema) }.expect("a table").read().expect("what was written")
}

proptest! {
    #[test]
    fn written_rows_are_read_again(rows in rows(), size in 1_usize..5, cut in 0_usize..12) {
        let records = Records::from(rows.clone());
        let expected = bits(rows.iter().cloned());
        let batch = to_record_batch(&records).expect("a record batch");
        let again: Records<Row> = Arrow::of([batch.clone()]).read().expect("what was written");
        prop_assert_eq!(bits(again.iter()), expected.clone());
        prop_assert_eq!(bits(through_c(&records).iter()), expected.clone());
        // Parts of an array begin within its buffers and bits.
        let cut = cut.min(rows.len());
        let parts = Arrow::of([batch.slice(0, cut), batch.slice(cut, rows.len() - cut)]);
        prop_assert_eq!(bits(parts.read::<Records<Row>>().expect("both").iter()), expected.clone());

        let mut whole = Vec::new();
        write_parquet(&records, &mut whole).expect("written");
        let mut in_parts = Vec::new();
        let mut writer = ParquetWriter::new(&mut in_parts).expect("written");
        for part in rows.chunks(size) {
            writer.write(&Records::from(part)).expect("written");
        }
        writer.finish().expect("written");
        for (file, group) in [(whole, rows.len()), (in_parts, size)] {
            let file = Parquet::of_bytes(file);
            prop_assert_eq!(file.rows().expect("metadata"), rows.len());
            prop_assert_eq!(bits(file.read::<Records<Row>>().expect("what was written").iter()), expected.clone());
            let groups = file.row_groups::<Records<Row>>();
            let groups: Vec<Records<Row>> = groups.pass(0).expect("opens").collect::<Result<_>>().expect("rows");
            prop_assert!(groups.iter().rev().skip(1).all(|part| part.len() == group));
            prop_assert_eq!(bits(groups.iter().flat_map(Records::iter)), expected.clone());
        }
    }
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Numbers {
    wide: f64,
    narrow: Option<f32>,
}

fn numbers(rows: usize) -> Records<Numbers> {
    (0..rows).map(|row| Numbers { wide: row as f64, narrow: Some(row as f32) }).collect()
}

#[test]
fn an_enum_is_a_dictionary_of_all_its_categories() {
    use shapeflow_arrow::arrow_array::cast::AsArray as _;
    use shapeflow_arrow::arrow_array::types::Int32Type;

    #[derive(Debug, Clone, PartialEq, Record)]
    struct Of {
        sex: Option<Sex>,
    }
    let batch = to_record_batch(&Records::from(vec![Of { sex: Some(Sex::Male) }, Of { sex: None }]));
    let batch = batch.expect("a record batch");
    let sexes = batch.column(0).as_dictionary::<Int32Type>();
    assert_eq!(sexes.keys().iter().collect::<Vec<_>>(), [Some(1), None]);
    assert_eq!(sexes.values().as_string::<i32>().iter().flatten().collect::<Vec<_>>(), ["female", "male"]);
}

#[test]
fn complete_columns_are_shared_on_the_way_out() {
    let records = numbers(1000);
    let (array, _schema) = export(&records).expect("exported");
    assert_eq!(array.child(0).buffer(1), records.wide.as_ptr().cast());
    assert_eq!(array.child(1).buffer(1), records.narrow.values().as_ptr().cast());
    // A part of a table, too.
    let batch = shapeflow::batches::Table::row_range(&records, 10..20).expect("rows");
    let (array, _schema) = export(&batch).expect("exported");
    assert_eq!(array.child(0).buffer(1), records.wide.as_ptr().wrapping_add(10).cast());
}

#[test]
fn complete_columns_are_taken_on_the_way_in() {
    use std::sync::Arc;

    use shapeflow_arrow::arrow_array::{ArrayRef, Float32Array, Float64Array, RecordBatch};

    let (wide, narrow) = (vec![1.0_f64, 2.0], vec![3.0_f32, 4.0]);
    let pointers = (wide.as_ptr(), narrow.as_ptr());
    let columns: [(&str, ArrayRef); 2] =
        [("wide", Arc::new(Float64Array::from(wide))), ("narrow", Arc::new(Float32Array::from(narrow)))];
    let batch = RecordBatch::try_from_iter(columns).expect("two columns");
    let records: Records<Numbers> = Arrow::of([batch]).into_table().expect("two rows");
    assert_eq!((records.wide.as_ptr(), records.narrow.values().as_ptr()), pointers);
}

/// The buffer into which the decoder writes the values of a column is the column.
#[test]
fn what_the_decoder_makes_is_taken() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

    let mut file = Vec::new();
    write_parquet(&numbers(100_000), &mut file).expect("written");
    let mut batches = ParquetRecordBatchReader::try_new(bytes::Bytes::from(file), 100_000).expect("a file");
    let batch = batches.next().expect("a batch").expect("rows");
    let pointers: Vec<*const u8> =
        batch.columns().iter().map(|column| column.to_data().buffers()[0].as_ptr()).collect();
    let records: Records<Numbers> = Arrow::of([batch]).into_table().expect("rows");
    assert_eq!([records.wide.as_ptr().cast(), records.narrow.values().as_ptr().cast()], pointers[..]);
}

/// The columns of a data frame of polars, in its own layouts: views of texts, and dictionaries of them with small unsigned numbers.
#[test]
#[allow(unsafe_code, reason = "the import of what was exported")]
fn the_layouts_of_polars_are_imported() {
    use std::sync::Arc;

    use shapeflow_arrow::arrow_array::ffi::to_ffi;
    use shapeflow_arrow::arrow_array::ffi_stream::FFI_ArrowArrayStream;
    use shapeflow_arrow::arrow_array::types::{UInt8Type, UInt32Type};
    use shapeflow_arrow::arrow_array::{
        Array as _, ArrayRef, DictionaryArray, RecordBatch, RecordBatchIterator, StringViewArray, StructArray,
    };

    #[derive(Debug, Clone, PartialEq, Record)]
    struct Frame {
        text: Option<String>,
        town: Option<Category>,
        sex: Sex,
    }
    let long = "a text of more than twelve bytes, which a view does not contain";
    let texts = StringViewArray::from(vec![Some("short"), None, Some(long), Some("")]);
    let towns: ArrayRef = Arc::new(StringViewArray::from(vec!["Oslo", long]));
    let towns = DictionaryArray::<UInt32Type>::new(vec![Some(1), Some(0), None, Some(1)].into(), towns);
    let sexes: ArrayRef = Arc::new(StringViewArray::from(vec!["male", "female"]));
    let sexes = DictionaryArray::<UInt8Type>::new(vec![0, 1, 1, 0].into(), sexes);
    let columns: [(&str, ArrayRef); 3] =
        [("text", Arc::new(texts)), ("town", Arc::new(towns)), ("sex", Arc::new(sexes))];
    let batch = RecordBatch::try_from_iter(columns).expect("three columns");
    let row = |text: Option<&str>, town: Option<&str>, sex| Frame {
        text: text.map(str::to_owned),
        town: town.map(Category::from),
        sex,
    };
    let expected = [
        row(Some("short"), Some(long), Sex::Male),
        row(None, Some("Oslo"), Sex::Female),
        row(Some(long), None, Sex::Female),
        row(Some(""), Some(long), Sex::Male),
    ];

    let (array, schema) = to_ffi(&StructArray::from(batch.clone()).to_data()).expect("exported");
    // SAFETY: they come from arrow itself.
    let table = unsafe { import(array, &schema) }.expect("a table");
    assert_eq!(table.read::<Records<Frame>>().expect("four rows").iter().collect::<Vec<_>>(), expected);
    let (first, rest) = (batch.slice(0, 1), batch.slice(1, 3));
    let batches = RecordBatchIterator::new([Ok(first), Ok(rest)], batch.schema());
    let mut stream = FFI_ArrowArrayStream::new(Box::new(batches));
    // SAFETY: a stream of arrow itself.
    let table = unsafe { shapeflow_arrow::import_stream(&raw mut stream) }.expect("a table");
    assert_eq!(table.read::<Records<Frame>>().expect("four rows").iter().collect::<Vec<_>>(), expected);
}

#[test]
#[allow(unsafe_code, reason = "the import of what was exported")]
fn a_column_of_nulls_with_a_buffer_is_refused_with_help() {
    use std::sync::Arc;

    use shapeflow_arrow::arrow_array::ffi::to_ffi;
    use shapeflow_arrow::arrow_array::{Array as _, ArrayRef, NullArray, RecordBatch, StructArray};

    let nulls: ArrayRef = Arc::new(NullArray::new(2));
    let batch = RecordBatch::try_from_iter_with_nullable([("nulls", nulls, true)]).expect("a column");
    let (array, schema) = to_ffi(&StructArray::from(batch).to_data()).expect("exported");
    let child: *const i64 = std::ptr::from_ref(array.child(0)).cast();
    // SAFETY: the fourth number of the struct is that of its buffers; polars writes 1, and a null pointer.
    let buffer: Box<[*const u8; 1]> = Box::new([std::ptr::null()]);
    unsafe {
        let child = child.cast_mut();
        child.add(3).write(1);
        child.add(5).cast::<*const *const u8>().write(Box::leak(buffer).as_ptr());
    }
    // SAFETY: what polars exports.
    let error = unsafe { import(array, &schema) }.expect_err("a buffer").to_string();
    assert!(error.contains("`df.with_columns(pl.col(pl.Null).cast(pl.String))`"), "{error}");
}
