//! A Parquet file.
#![no_main]

use std::sync::Once;

use shapeflow::batches::Source as _;
use shapeflow::prelude::*;
use shapeflow::records::{Date, DateTime, Time, Timestamp};
use shapeflow::sources::BadCells;
use shapeflow_arrow::Parquet;

/// A field of each kind; the files of `arrow/tests/data` are seeds.
#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    age: Option<f32>,
    fare: Option<f64>,
    class: Option<u8>,
    port: Option<Category>,
    survived: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Moments {
    day32: Option<Date>,
    civil_us: Option<DateTime>,
    utc_ns: Option<Timestamp>,
    time_ms: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Number {
    number: Option<f64>,
}

/// Reads a file whole and in batches. The decoder may find damage in one of them alone; otherwise they have the same rows.
fn read<R: Record>(bytes: &[u8]) {
    let file = Parquet::of_bytes(bytes).bad_cells(BadCells::Missing);
    let whole = file.read::<Records<R>>();
    let parts =
        file.batches::<Records<R>>(3).and_then(|batches| batches.pass(0)?.collect::<Result<Vec<_>>>());
    if let (Ok(rows), Ok(parts)) = (whole, parts) {
        assert_eq!(parts.iter().map(Records::len).sum::<usize>(), rows.len());
    }
}

static QUIET: Once = Once::new();

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // libFuzzer's hook ends the process at a panic, and the decoder reports some damage by one, which is caught.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    read::<Row>(data);
    read::<Moments>(data);
    read::<Number>(data);
});
