//! What is said about tables that do not match, and bad cells.

use std::sync::Arc;

use shapeflow::batches::Source as _;
use shapeflow::records::Nullable;
use shapeflow::sources::{BadCells, Counts};
use shapeflow_arrow::arrow_array::{
    ArrayRef, Float32Array, Float64Array, Int64Array, RecordBatch, StringArray, UInt64Array,
};
use shapeflow_arrow::{Arrow, Parquet};

use super::*;

fn batch(columns: &[(&str, ArrayRef)]) -> RecordBatch {
    RecordBatch::try_from_iter(columns.iter().cloned()).expect("columns of one length")
}

fn wholes(values: Vec<Option<i64>>) -> ArrayRef {
    Arc::new(Int64Array::from(values))
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Numbers {
    small: u8,
    float: Option<f64>,
}

#[test]
fn all_columns_that_do_not_match_are_told() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Wrong {
        age: f32,
        fare: f32,
        day: String,
        sexe: Sex,
        unread: Option<f64>,
        empty: bool,
        weight: f64,
    }
    let file = Parquet::of_bytes(PASSENGERS).called("passengers.parquet");
    let error = file.read::<Records<Wrong>>().expect_err("another table").to_string();
    assert_eq!(
        error,
        "passengers.parquet: 6 columns do not match the record
  column    wanted       found
  `fare`    f32          Float64
  `day`     String       Date32
  `sexe`    Sex          no such column: did you mean `sex`? (`#[record(name = \"sex\")]` before the field says so)
  `unread`  Option<f64>  List(Int64, field: 'element')
  `empty`   bool         Null
  `weight`  f64          no such column
the file has `unread`, `fare`, `age`, `class`, `sex`, `port`, `survived`, `day`, `empty`"
    );
    let pass = file.batches::<Records<Wrong>>(2).expect("a size");
    assert_eq!(pass.pass(0).err().expect("another table").to_string(), error);
    let strict = file.strict().read::<Records<Passenger>>().expect_err("more columns").to_string();
    assert!(
        strict.contains("4 columns do not match") && strict.contains("`day`       no field  Date32"),
        "{strict}"
    );
    assert!(
        Parquet::open("no/such.parquet")
            .rows()
            .expect_err("no file")
            .to_string()
            .contains("cannot be opened")
    );
}

#[test]
fn each_bad_cell_is_told_with_its_place() {
    let table = Arrow::of([
        batch(&[("small", wholes(vec![Some(0), Some(256)])), ("float", wholes(vec![Some(1 << 53), None]))]),
        batch(&[("small", wholes(vec![None])), ("float", wholes(vec![Some((1 << 53) + 1)]))]),
    ]);
    assert_eq!(
        table.read::<Records<Numbers>>().expect_err("three bad cells").to_string(),
        "record batches: row 1: column `small`: `256` is not a u8 (3 bad cells in 3 rows)
record batches: row 2: column `small`: a missing value, but a u8 is always there: the type of the field is not an `Option`
record batches: row 2: column `float`: `9007199254740993` is not an f64
rows count from 0; correct the file, or say what to do with such cells: `.bad_cells(BadCells::DropRow)`"
    );
    // Batch by batch, with the rows of the whole.
    let errors: Vec<String> = table
        .batches::<Records<Numbers>>()
        .pass(0)
        .expect("a pass")
        .map(|batch| batch.expect_err("bad cells").to_string())
        .collect();
    assert!(
        errors[0].contains("row 1: column `small`: `256`") && errors[1].contains("row 2: column"),
        "{errors:?}"
    );
}

#[test]
fn policies_are_counted() {
    let text = |texts: Vec<Option<&str>>| -> ArrayRef { Arc::new(StringArray::from(texts)) };
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Row {
        sex: Option<Sex>,
        number: f64,
    }
    let table = Arrow::of([batch(&[
        ("sex", text(vec![Some("male"), Some("x"), None, Some("female")])),
        ("number", wholes(vec![Some(1), Some(2), Some(3), Some(4)])),
    ])]);
    let error = table.read::<Records<Row>>().expect_err("a sex").to_string();
    assert!(
        error.contains("row 1: column `sex`: `x` is not one of `female`, `male` (1 bad cell in 4 rows)"),
        "{error}"
    );
    let (rows, counts) =
        table.clone().bad_cells(BadCells::Missing).read_counted::<Records<Row>>().expect("missing");
    assert_eq!(rows.sex, Nullable::from_iter([Some(Sex::Male), None, None, Some(Sex::Female)]));
    assert_eq!((rows.len(), counts), (4, Counts { read: 4, dropped: 0, missing: 1 }));
    let (rows, counts) = table.bad_cells(BadCells::DropRow).read_counted::<Records<Row>>().expect("dropped");
    assert_eq!(
        (rows.number.to_vec(), counts),
        (vec![1.0, 3.0, 4.0], Counts { read: 4, dropped: 1, missing: 0 })
    );
    assert_eq!(rows.sex, Nullable::from_iter([Some(Sex::Male), None, Some(Sex::Female)]));
    // A field that is no `Option` cannot be missing.
    let table = Arrow::of([batch(&[("small", wholes(vec![Some(-1)])), ("float", wholes(vec![None]))])]);
    assert!(table.bad_cells(BadCells::Missing).read::<Records<Numbers>>().is_err());
    // A batch without rows is left out, and the rows go on counting.
    let file = Parquet::of_bytes(PASSENGERS).bad_cells(BadCells::DropRow);
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Aged {
        age: f32,
    }
    let batches = file.batches::<Records<Aged>>(1).expect("a size");
    let ages: Result<Vec<f32>> =
        batches.pass(0).expect("a pass").map(|batch| Ok(batch?.age.iter().sum())).collect();
    assert_eq!(ages.expect("six"), [0.5, 1.0, 2.0, 2.5, 3.5, 4.0]);
    assert_eq!(batches.batch_count(), None);
}

#[test]
fn numbers_are_exact_or_bad() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Row {
        number: f64,
    }
    let read = |array: ArrayRef| Arrow::of([batch(&[("number", array)])]).read::<Records<Row>>();
    let of = |array: ArrayRef| read(array).expect("exact").number.to_vec();
    assert_eq!(of(Arc::new(Float32Array::from(vec![0.5, -0.0]))), [0.5, -0.0]);
    assert_eq!(of(Arc::new(UInt64Array::from(vec![1 << 63]))), [9_223_372_036_854_775_808.0]);
    assert!(read(Arc::new(UInt64Array::from(vec![u64::MAX]))).is_err());
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Whole {
        number: i64,
    }
    let floats = Arrow::of([batch(&[("number", Arc::new(Float64Array::from(vec![1.0])))])]);
    let error = floats.read::<Records<Whole>>().expect_err("floats").to_string();
    assert!(error.ends_with("`number`  i64     Float64"), "{error}");
}
