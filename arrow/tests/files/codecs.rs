//! Files that pyarrow has compressed.

use shapeflow_arrow::Parquet;

use super::*;

#[derive(Debug, Clone, PartialEq, Record)]
struct Row {
    number: f64,
}

fn check(file: &[u8], codec: &str, is_read: bool) {
    let read = Parquet::of_bytes(file).called(codec).read::<Records<Row>>();
    if is_read {
        let expected: Vec<f64> = (0..2000_u32).map(|row| f64::from(row / 8) / 4.0).collect();
        assert_eq!(read.expect("2000 rows").number.to_vec(), expected, "{codec}");
    } else {
        let error = read.expect_err("a feature").to_string();
        assert!(
            error.starts_with(codec) && error.contains(&format!("enable the feature `{codec}`")),
            "{error}"
        );
    }
}

#[test]
fn each_compression_is_read_with_its_feature() {
    check(include_bytes!("../data/gzip.parquet"), "gzip", cfg!(feature = "gzip"));
    check(include_bytes!("../data/lz4.parquet"), "lz4", cfg!(feature = "lz4"));
    check(include_bytes!("../data/brotli.parquet"), "brotli", cfg!(feature = "brotli"));
    check(include_bytes!("../data/zstd.parquet"), "zstd", cfg!(feature = "zstd"));
}

/// A row of a column that pandas has made categorical.
#[derive(Debug, Clone, PartialEq, Record)]
struct Trip {
    town: Option<Category>,
}

#[test]
fn a_dictionary_may_have_more_values_than_a_row_group_has_rows() {
    let file = Parquet::of_bytes(include_bytes!("../data/towns.parquet"));
    let towns = |rows: Records<Trip>| {
        rows.iter().map(|trip| trip.town.map(|town| town.to_string())).collect::<Vec<_>>()
    };
    let expected = [Some("Tromsø".to_owned()), None, Some("Bergen".to_owned())];
    assert_eq!(towns(file.read().expect("3 rows")), expected);
}
