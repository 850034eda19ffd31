//! `StandardScaler`, `MinMaxScaler`, `MaxAbsScaler` and `RobustScaler`.

use ndarray::{ArcArray2, Axis};
use serde::Deserialize;
use shapeflow::step::{Inverse, Transform};
use shapeflow::steps::{MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler};

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

#[derive(Deserialize)]
struct MaxAbs {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    max_abs_: Vec<f64>,
    scale_: Vec<f64>,
    n_samples_seen_: usize,
    cases: Vec<MaxAbsCase>,
}

#[derive(Deserialize)]
struct MaxAbsCase {
    clip: bool,
    transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
}

/// The operations are the same, so the bits are.
#[test]
fn max_abs_scaler_agrees_with_scikit_learn() {
    let golden: MaxAbs = golden("max_abs_scaler");
    assert_eq!(golden.cases.len(), 2);
    for case in &golden.cases {
        let x = matrix(&golden.x);
        let scaler = fit(&MaxAbsScaler { clip: case.clip }, x.clone(), ()).expect("finite rows");
        assert_close("largest", &scaler.largest(), &vector(&golden.max_abs_), 0.0, 0.0);
        assert_close("scale", &scaler.scale(), &vector(&golden.scale_), 0.0, 0.0);
        assert_eq!(scaler.rows(), golden.n_samples_seen_);
        let new = scaler.transform(matrix(&golden.x_new)).expect("ok");
        assert_close("transform", &scaler.transform(x).expect("ok"), &matrix(&case.transform), 0.0, 0.0);
        assert_close("transform_new", &new, &matrix(&case.transform_new), 0.0, 0.0);
        let back = scaler.inverse(new).expect("ok");
        assert_close("inverse_transform_new", &back, &matrix(&case.inverse_transform_new), 0.0, 0.0);
    }
}

#[derive(Deserialize)]
struct Robust {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    cases: Vec<RobustCase>,
}

#[derive(Deserialize)]
struct RobustCase {
    with_centering: bool,
    with_scaling: bool,
    quantile_range: (f64, f64),
    unit_variance: bool,
    center_: Vec<f64>,
    scale_: Vec<f64>,
    transform_first: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
}

#[test]
fn robust_scaler_agrees_with_scikit_learn() {
    let golden: Robust = golden("robust_scaler");
    assert_eq!(golden.cases.len(), 7);
    for case in &golden.cases {
        let x = matrix(&golden.x);
        let step = RobustScaler {
            with_centering: case.with_centering,
            with_scaling: case.with_scaling,
            quantile_range: case.quantile_range,
            unit_variance: case.unit_variance,
        };
        let scaler = fit(&step, x.clone(), ()).expect("finite rows");
        // Medians and quantiles are NumPy's to the bit; the quantiles of the normal distribution are not.
        let relative = if case.unit_variance { 1e-14 } else { 0.0 };
        assert_close("center", &scaler.center(), &vector(&case.center_), 0.0, 0.0);
        assert_close("scale", &scaler.scale(), &vector(&case.scale_), 0.0, relative);
        let first = scaler.transform(x.slice_axis(Axis(0), (0..3).into()).to_shared()).expect("ok");
        let new = scaler.transform(matrix(&golden.x_new)).expect("ok");
        assert_close("transform_first", &first, &matrix(&case.transform_first), 0.0, relative);
        assert_close("transform_new", &new, &matrix(&case.transform_new), 0.0, relative);
        let back = scaler.inverse(new).expect("ok");
        assert_close("inverse_transform_new", &back, &matrix(&case.inverse_transform_new), 1e-15, 1e-14);
    }
}

#[test]
fn scalers_by_extremes_and_quantiles_take_single_precision() {
    let golden: Robust = golden("robust_scaler");
    let x = matrix(&golden.x).slice_axis(Axis(1), (0..4).into()).mapv(|value| value as f32).into_shared();
    let wide: ArcArray2<f64> = x.mapv(f64::from).into_shared();
    macro_rules! same {
        ($($step:expr),+) => {$({
            let (narrow, of_wide) = (fit(&$step, x.clone(), ()), fit(&$step, wide.clone(), ()));
            let (narrow, of_wide) = (narrow.expect("finite"), of_wide.expect("finite"));
            assert_eq!(narrow, of_wide);
            let expected = of_wide.transform(wide.clone()).expect("ok").mapv(|value| value as f32);
            assert_eq!(narrow.transform(x.clone()).expect("ok"), expected);
        })+};
    }
    same!(MaxAbsScaler::default(), RobustScaler::default());
}
