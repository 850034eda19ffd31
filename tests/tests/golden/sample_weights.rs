//! Learners with a weight for each row.

use ndarray::{Array1, Axis};
use serde::Deserialize;
use shapeflow::steps::{LogisticRegression, Ridge, StandardScaler};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    standard_scaler: Scaler,
    ridge: Regression,
    logistic_regression: Classifier,
}

#[derive(Deserialize)]
struct Scaler {
    x: Vec<Vec<f64>>,
    weight: Vec<f64>,
    mean_: Vec<f64>,
    var_: Vec<f64>,
    scale_: Vec<f64>,
    n_samples_seen_: f64,
}

#[derive(Deserialize)]
struct Regression {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    weight: Vec<f64>,
    alpha: f64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    fit_intercept: bool,
    coef_: Vec<f64>,
    intercept_: f64,
}

#[derive(Deserialize)]
struct Classifier {
    x: Vec<Vec<f64>>,
    y: Vec<u8>,
    weight: Vec<f64>,
    c: f64,
    coef_: Vec<Vec<f64>>,
    intercept_: Vec<f64>,
    objective: f64,
}

#[test]
fn weights_agree_with_scikit_learn() {
    let Golden { standard_scaler: scaler, ridge, logistic_regression: classifier } = golden("sample_weights");

    let weight = vector(&scaler.weight).into_shared();
    let fitted = fit(&StandardScaler::default(), matrix(&scaler.x), weight).expect("finite");
    assert_close("mean", &fitted.mean(), &vector(&scaler.mean_), 1e-14, 1e-14);
    // Column 3 is constant: scikit-learn's variance is the square of a rounding error.
    assert_close("variance", &fitted.variance(), &vector(&scaler.var_), 1e-30, 1e-12);
    assert_close("scale", &fitted.scale(), &vector(&scaler.scale_), 0.0, 1e-12);
    assert!((fitted.weight() - scaler.n_samples_seen_).abs() < 1e-12);

    let target = (vector(&ridge.y).into_shared(), vector(&ridge.weight).into_shared());
    for case in &ridge.cases {
        let step = Ridge { alpha: ridge.alpha, fit_intercept: case.fit_intercept };
        let fitted = fit(&step, matrix(&ridge.x), target.clone()).expect("60 rows");
        assert_close("coefficients", &fitted.coefficients(), &vector(&case.coef_), 1e-10, 1e-10);
        assert!((fitted.intercept() - case.intercept_).abs() < 1e-9, "{}", fitted.intercept());
    }

    let step = LogisticRegression::<3> { c: classifier.c, ..LogisticRegression::default() };
    let target = (Array1::from(classifier.y).into_shared(), vector(&classifier.weight).into_shared());
    let fitted = fit(&step, matrix(&classifier.x), target).expect("converges");
    assert_close("coefficients", &fitted.coefficients(), &matrix(&classifier.coef_), 1e-8, 0.0);
    assert_close("intercepts", &fitted.intercepts(), &vector(&classifier.intercept_), 1e-7, 0.0);
    assert!((fitted.objective() / classifier.objective - 1.0).abs() < 1e-12, "{}", fitted.objective());
    assert!(fitted.coefficients().sum_axis(Axis(0)).iter().all(|sum| sum.abs() < 1e-10));
}
