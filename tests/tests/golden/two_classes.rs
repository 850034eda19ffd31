//! Classifiers of two classes, where scikit-learn keeps one row of coefficients and penalizes it.

use std::collections::BTreeMap;

use ndarray::{ArcArray1, ArcArray2, Array1, Axis};
use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::metrics::log_loss;
use shapeflow::steps::{FittedLogisticRegression, LogisticRegression, SgdClassifier, StandardScaler};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    x: Vec<Vec<f64>>,
    y: Vec<u8>,
    weight: Vec<f64>,
    few: Vec<usize>,
    cases: BTreeMap<String, Vec<GoldenFit>>,
    line: GoldenFit,
}

#[derive(Deserialize)]
struct GoldenFit {
    c: f64,
    coef_: Vec<f64>,
    intercept_: f64,
    objective: f64,
    correct: usize,
    predict_proba_first: Vec<f64>,
}

/// The rows, labels and weights of a case.
type Rows = (ArcArray2<f64>, ArcArray1<u8>, Option<ArcArray1<f64>>);

impl Golden {
    fn rows(&self, case: &str) -> Rows {
        let (raw, y) = (matrix(&self.x), Array1::from(self.y.clone()).into_shared());
        let scaler = fit(&StandardScaler::default(), raw.clone(), ()).expect("finite");
        let scaled = scaler.transform(raw.clone()).expect("finite");
        match case {
            "raw" => (raw, y, None),
            "scaled" => (scaled, y, None),
            "imbalanced" => (
                scaled.select(Axis(0), &self.few).into_shared(),
                y.select(Axis(0), &self.few).into_shared(),
                None,
            ),
            "weighted" => (scaled, y, Some(vector(&self.weight).into_shared())),
            other => panic!("no case {other}"),
        }
    }
}

#[track_caller]
fn assert_fit(fitted: &FittedLogisticRegression, rows: &Rows, golden: &GoldenFit, what: &str) {
    assert!(fitted.converged(), "{what}");
    let ratio = fitted.objective() / golden.objective;
    assert!(
        (ratio - 1.0).abs() < 1e-10,
        "{what}: objective {} is not {}",
        fitted.objective(),
        golden.objective
    );
    let coefficients = &fitted.coefficients().row(1) - &fitted.coefficients().row(0);
    assert_close(what, &coefficients, &vector(&golden.coef_), 1e-6, 1e-5);
    let intercept = fitted.intercepts()[1] - fitted.intercepts()[0];
    assert!(
        (intercept - golden.intercept_).abs() < 1e-5 * (1.0 + golden.intercept_.abs()),
        "{what}: {intercept}"
    );
    let p = fitted.transform(rows.0.clone()).expect("finite").column(1).to_owned();
    let first = p.slice_axis(Axis(0), (..golden.predict_proba_first.len()).into());
    assert_close(what, &first, &vector(&golden.predict_proba_first), 1e-7, 0.0);
    let correct = p.iter().zip(&rows.1).filter(|&(&p, &y)| u8::from(p > 0.5) == y).count();
    assert_eq!(correct, golden.correct, "{what}");
}

#[test]
fn logistic_regression_agrees_with_scikit_learn() {
    let golden: Golden = golden("two_classes");
    assert_eq!(golden.cases.values().map(Vec::len).sum::<usize>(), 16);
    for (case, fits) in &golden.cases {
        let rows = golden.rows(case);
        for expected in fits {
            let step = LogisticRegression::<2> { c: expected.c, ..LogisticRegression::default() };
            let (x, y) = (rows.0.clone(), rows.1.clone());
            let fitted = match rows.2.clone() {
                Some(weight) => fit(&step, x, (y, weight)),
                None => fit(&step, x, y),
            };
            assert_fit(&fitted.expect("finite"), &rows, expected, &format!("{case}, C = {}", expected.c));
        }
    }
}

#[test]
fn four_rows_on_a_line_agree_with_scikit_learn() {
    let golden: Golden = golden("two_classes");
    let (x, y) = (matrix(&[vec![-2.0], vec![-1.0], vec![1.0], vec![2.0]]), Array1::from(vec![0_u8, 0, 1, 1]));
    let fitted = fit(&LogisticRegression::<2>::default(), x.clone(), y.to_shared()).expect("finite");
    assert_fit(&fitted, &(x, y.into_shared(), None), &golden.line, "line");
}

/// Its optimum at `alpha` is that of scikit-learn's logistic regression at `C = 1 / (alpha n)`, where `n` is the number of rows,
/// or of their weights.
#[test]
fn stochastic_gradient_descent_has_the_same_optimum() {
    let golden: Golden = golden("two_classes");
    for case in ["scaled", "imbalanced"] {
        let (x, y, _) = golden.rows(case);
        let expected = &golden.cases[case][1];
        let alpha = 1.0 / (expected.c * x.nrows() as f64);
        let step = SgdClassifier::<2> {
            alpha,
            eta0: 0.5,
            epochs: 5000,
            batch_size: x.nrows(),
            ..SgdClassifier::default()
        };
        let fitted = fit(&step, x.clone(), y.clone()).expect("finite");
        let coefficients = &fitted.coefficients().row(1) - &fitted.coefficients().row(0);
        let p = fitted.transform(x.clone()).expect("finite");
        let loss = log_loss(p.view(), y.view()).expect("probabilities");
        let objective = loss + 0.5 * alpha * coefficients.dot(&coefficients);
        let ratio = objective / (expected.objective / (expected.c * x.nrows() as f64));
        assert!((1.0 - 1e-12..1.005).contains(&ratio), "{case}: {ratio}");
    }
}
