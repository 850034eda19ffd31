//! `StandardScaler` and `MinMaxScaler`.

use ndarray::{ArcArray2, Axis};
use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::{MinMaxScaler, StandardScaler};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Standard {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    mean_: Vec<f64>,
    var_: Vec<f64>,
    scale_: Vec<f64>,
    transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
}

#[test]
fn standard_scaler_agrees_with_scikit_learn() {
    let golden: Standard = golden("standard_scaler");
    let x = matrix(&golden.x);
    let scaler = fit(&StandardScaler::default(), x.clone(), ()).expect("finite rows");
    assert_close("mean", &scaler.mean(), &vector(&golden.mean_), 1e-15, 1e-14);
    // Column 3 is constant: scikit-learn's variance is the square of a rounding error, ours is 0.
    assert_close("variance", &scaler.variance(), &vector(&golden.var_), 1e-30, 1e-13);
    assert_close("scale", &scaler.scale(), &vector(&golden.scale_), 0.0, 1e-13);
    assert_eq!((scaler.scale()[3], scaler.variance()[3]), (1.0, 0.0));
    let (out, new) = (scaler.transform(x).expect("ok"), scaler.transform(matrix(&golden.x_new)).expect("ok"));
    assert_close("transform", &out, &matrix(&golden.transform), 1e-9, 0.0);
    assert_close("transform_new", &new, &matrix(&golden.transform_new), 1e-9, 1e-12);
    // Column 5 is 1e6 +- 1. This is its row 0 in exact arithmetic, from which scikit-learn is 4e-10 away; a mean near
    // 1e6 cannot be nearer than 6e-11.
    assert!((out[[0, 5]] - -0.11424670315051404).abs() < 1e-10, "{}", out[[0, 5]]);
}

#[test]
fn standard_scaler_takes_single_precision() {
    let golden: Standard = golden("standard_scaler");
    // Column 5 is 1e6 +- 1, which single precision rounds to sixteenths: fit on the rounded numbers in both types.
    let x = matrix(&golden.x).mapv(|value| value as f32).into_shared();
    let wide: ArcArray2<f64> = x.mapv(f64::from).into_shared();
    let (narrow_scaler, wide_scaler) = (
        fit(&StandardScaler::default(), x.clone(), ()).expect("ok"),
        fit(&StandardScaler::default(), wide.clone(), ()).expect("ok"),
    );
    assert_eq!(narrow_scaler, wide_scaler);
    let narrow = narrow_scaler.transform(x).expect("ok").mapv(f64::from);
    assert_close("transform", &narrow, &wide_scaler.transform(wide).expect("ok"), 0.0, 1e-7);
}

#[derive(Deserialize)]
struct MinMax {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    data_min_: Vec<f64>,
    data_max_: Vec<f64>,
    cases: Vec<MinMaxCase>,
}

#[derive(Deserialize)]
struct MinMaxCase {
    feature_range: (f64, f64),
    clip: bool,
    scale_: Vec<f64>,
    min_: Vec<f64>,
    transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
}

#[test]
fn min_max_scaler_agrees_with_scikit_learn() {
    let golden: MinMax = golden("min_max_scaler");
    assert_eq!(golden.cases.len(), 2);
    for case in &golden.cases {
        let x = matrix(&golden.x);
        let step = MinMaxScaler { feature_range: case.feature_range, clip: case.clip };
        let scaler = fit(&step, x.clone(), ()).expect("finite rows");
        assert_close("smallest", &scaler.smallest(), &vector(&golden.data_min_), 0.0, 0.0);
        assert_close("largest", &scaler.largest(), &vector(&golden.data_max_), 0.0, 0.0);
        assert_close("scale", &scaler.scale(), &vector(&case.scale_), 0.0, 1e-15);
        assert_close("shift", &scaler.shift(), &vector(&case.min_), 1e-15, 1e-15);
        // Column 5 carries an error of about 1e-10 (README); the others must be exact to rounding.
        let out = scaler.transform(x).expect("ok");
        let new = scaler.transform(matrix(&golden.x_new)).expect("ok");
        for (what, actual, expected) in
            [("transform", out, &case.transform), ("transform_new", new, &case.transform_new)]
        {
            for (column, (actual, expected)) in
                actual.axis_iter(Axis(1)).zip(matrix(expected).axis_iter(Axis(1))).enumerate()
            {
                assert_close(what, &actual, &expected, if column == 5 { 1e-9 } else { 1e-13 }, 0.0);
            }
        }
    }
}
