//! `Ridge`.

use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::Ridge;

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    x_new: Vec<Vec<f64>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    alpha: f64,
    fit_intercept: bool,
    coef_: Vec<f64>,
    intercept_: f64,
    predict_new: Vec<f64>,
}

#[test]
fn ridge_agrees_with_scikit_learn() {
    let golden: Golden = golden("ridge");
    for case in &golden.cases {
        let ridge = Ridge { alpha: case.alpha, fit_intercept: case.fit_intercept };
        let fitted = fit(&ridge, matrix(&golden.x), vector(&golden.y).into_shared()).expect("60 rows");
        assert_close("coefficients", &fitted.coefficients(), &vector(&case.coef_), 1e-9, 1e-9);
        assert!(
            (fitted.intercept() - case.intercept_).abs() < 1e-9,
            "{} {}",
            fitted.intercept(),
            case.intercept_
        );
        let new = fitted.transform(matrix(&golden.x_new)).expect("ok");
        assert_close("new", &new, &vector(&case.predict_new), 1e-9, 1e-9);
    }
}
