//! Golden files, the digits, and comparisons that report the place of the largest difference.

use std::fmt::Debug;
use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use ndarray::{ArcArray1, ArcArray2, Array, Array1, Array2, ArrayBase, Axis, Data, Dimension};
use serde::de::DeserializeOwned;
use shapeflow::Phase;
use shapeflow::step::{Context, Fit, Run, Step};

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The golden file of that name.
pub(crate) fn golden<T: DeserializeOwned>(name: &str) -> T {
    let path = repository().join("tests/golden").join(name).with_extension("json");
    serde_json::from_str(&fs::read_to_string(path).expect("the golden file is there"))
        .expect("as the README says")
}

/// A matrix from its rows.
pub(crate) fn matrix(rows: &[Vec<f64>]) -> ArcArray2<f64> {
    let columns = rows.first().map_or(0, Vec::len);
    Array2::from_shape_vec((rows.len(), columns), rows.concat()).expect("rows of equal length").into_shared()
}

/// Fits a step outside a pipeline.
pub(crate) fn fit<S: Fit<X, Y>, X, Y>(step: &S, x: X, y: Y) -> shapeflow::Result<<S as Step>::Fitted> {
    let run = Run::new();
    step.fit(x, y, &Context::root(&run, "test", Phase::Fit))
}

/// Asserts that the largest difference is at most `absolute + relative * |expected|`.
#[track_caller]
pub(crate) fn assert_close<S: Data<Elem = f64>, T: Data<Elem = f64>, D: Dimension + Debug>(
    what: &str,
    actual: &ArrayBase<S, D>,
    expected: &ArrayBase<T, D>,
    absolute: f64,
    relative: f64,
) {
    assert_eq!(actual.shape(), expected.shape(), "{what}");
    for ((index, &actual), &expected) in actual.indexed_iter().zip(expected) {
        let allowed = absolute + relative * expected.abs();
        let index = index_text(&index);
        assert!(
            (actual - expected).abs() <= allowed,
            "{what} at {index}: {actual} is not {expected} (difference {:e}, allowed {allowed:e})",
            actual - expected
        );
    }
}

fn index_text(index: &impl Debug) -> String {
    format!("{index:?}")
}

/// A vector.
pub(crate) fn vector(values: &[f64]) -> Array1<f64> {
    Array1::from(values.to_vec())
}

/// The digits as the golden values split them.
pub(crate) struct Digits {
    pub(crate) train: ArcArray2<f64>,
    pub(crate) train_labels: ArcArray1<u8>,
    pub(crate) test: ArcArray2<f64>,
    pub(crate) test_labels: ArcArray1<u8>,
}

/// Rows `i % 4 != 3` train, the others test.
pub(crate) fn digits() -> Digits {
    let file =
        fs::File::open(repository().join("examples/data/digits.csv.gz")).expect("the digits are there");
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).expect("gzip");
    let values: Vec<f64> = text.split([',', '\n']).filter_map(|value| value.parse().ok()).collect();
    let all = Array::from_shape_vec((1797, 65), values).expect("1,797 rows of 65 numbers");
    let (train, test): (Vec<_>, Vec<_>) = (0..1797).partition(|row| row % 4 != 3);
    let part = |rows: &[usize]| {
        let rows = all.select(Axis(0), rows);
        let (pixels, labels) = rows.view().split_at(Axis(1), 64);
        (pixels.to_owned().into_shared(), labels.column(0).mapv(|label| label as u8).into_shared())
    };
    let ((train, train_labels), (test, test_labels)) = (part(&train), part(&test));
    Digits { train, train_labels, test, test_labels }
}
