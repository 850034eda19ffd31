//! `LogisticRegression`, alone and at the end of the pipeline of the README.

use ndarray::{ArcArray1, ArcArray2, Array1, Array2, Axis};
use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::metrics::{accuracy, log_loss};
use shapeflow::steps::{ArgMax, Concat, FittedLogisticRegression, LogisticRegression, Pca, StandardScaler};

use crate::data::{assert_close, digits, fit, golden, matrix, vector};
use crate::pca::strokes;

#[derive(Deserialize)]
struct Golden {
    iris: Iris,
    digits: Digits,
}

#[derive(Deserialize)]
struct Iris {
    x: Vec<Vec<f64>>,
    y: Vec<u8>,
    fits: Vec<GoldenFit>,
}

#[derive(Deserialize)]
struct Digits {
    fits: Vec<GoldenFit>,
}

#[derive(Deserialize)]
struct GoldenFit {
    c: f64,
    objective: f64,
    log_loss_train: f64,
    correct_train: usize,
    coef_: Option<Vec<Vec<f64>>>,
    intercept_: Option<Vec<f64>>,
    predict_proba_first_of_each_class: Option<Vec<Vec<f64>>>,
    log_loss_test: Option<f64>,
    correct_test: Option<usize>,
    predict_proba_first_test_rows: Option<Vec<Vec<f64>>>,
    predict_test: Option<Vec<usize>>,
}

/// The objective's gradient norm in coefficients and intercepts, as a share of its norm at zero.
fn gradient(model: &FittedLogisticRegression, x: &ArcArray2<f64>, y: &ArcArray1<u8>, c: f64) -> f64 {
    let norm = |probabilities: &Array2<f64>, coefficients: &Array2<f64>| {
        let mut residuals = probabilities.clone();
        for (row, &label) in y.iter().enumerate() {
            residuals[[row, usize::from(label)]] -= 1.0;
        }
        let by_coefficient = residuals.t().dot(x) * c + coefficients;
        let by_intercept = residuals.sum_axis(Axis(0)) * c;
        (by_coefficient.mapv(|g| g * g).sum() + by_intercept.mapv(|g| g * g).sum()).sqrt()
    };
    let coefficients = model.coefficients().to_owned();
    let end = norm(&model.transform(x.clone()).expect("finite").to_owned(), &coefficients);
    let chance = Array2::from_elem((x.nrows(), coefficients.nrows()), 1.0 / coefficients.nrows() as f64);
    end / norm(&chance, &Array2::zeros(coefficients.raw_dim()))
}

#[track_caller]
#[expect(clippy::print_stdout, reason = "figures, shown by --nocapture")]
fn assert_fit(model: &FittedLogisticRegression, x: &ArcArray2<f64>, y: &ArcArray1<u8>, golden: &GoldenFit) {
    let GoldenFit { c, objective, .. } = *golden;
    let ratio = model.objective() / objective;
    assert!((ratio - 1.0).abs() < 1e-10, "C = {c}: objective {} is not {objective}", model.objective());
    let gradient = gradient(model, x, y, c);
    assert!(gradient < 1e-8, "C = {c}: gradient {gradient:e} after {} iterations", model.iterations());
    let p = model.transform(x.clone()).expect("finite");
    let loss = log_loss(p.view(), y.view()).expect("probabilities");
    assert!((loss - golden.log_loss_train).abs() < 1e-9, "C = {c}: log-loss {loss}");
    assert_eq!(correct(&p, y), golden.correct_train, "C = {c}");
    if let Some(coefficients) = &golden.coef_ {
        assert_close("coefficients", &model.coefficients(), &matrix(coefficients), 1e-6, 1e-6);
    }
    if let Some(intercepts) = &golden.intercept_ {
        let intercepts = vector(intercepts);
        let centred = &intercepts - intercepts.mean().expect("classes");
        assert_close("intercepts", &model.intercepts(), &centred, 1e-6, 1e-6);
    }
    println!(
        "C = {c}: objective / scikit-learn's - 1 = {:.1e}, gradient {gradient:.1e}, {} iterations",
        ratio - 1.0,
        model.iterations()
    );
}

fn correct(p: &ArcArray2<f64>, y: &ArcArray1<u8>) -> usize {
    let share = accuracy(ArgMax.transform(p.clone()).expect("finite").view(), y.view()).expect("rows");
    (share * y.len() as f64).round() as usize
}

fn fit_model<const C: usize>(x: &ArcArray2<f64>, y: &ArcArray1<u8>, c: f64) -> FittedLogisticRegression {
    let step = LogisticRegression::<C> { c, ..LogisticRegression::default() };
    fit(&step, x.clone(), y.clone()).expect("converges")
}

#[test]
fn iris_in_raw_centimetres_agrees_with_scikit_learn() {
    let Golden { iris, .. } = golden("logistic_regression");
    let (x, y) = (matrix(&iris.x), Array1::from(iris.y).into_shared());
    assert_eq!(iris.fits.len(), 4);
    for golden in &iris.fits {
        let model = fit_model::<3>(&x, &y, golden.c);
        assert_fit(&model, &x, &y, golden);
        let p = model.transform(x.clone()).expect("finite").select(Axis(0), &[0, 50, 100]);
        let expected = golden.predict_proba_first_of_each_class.as_ref().expect("in the file");
        assert_close("probabilities", &p, &matrix(expected).to_owned(), 1e-8, 0.0);
    }
}

#[test]
fn digits_agree_with_scikit_learn() {
    let Golden { digits: golden, .. } = golden("logistic_regression");
    let data = digits();
    let scaler = fit(&StandardScaler::default(), data.train.clone(), ()).expect("finite");
    let [train, test] = [data.train, data.test].map(|x| scaler.transform(x).expect("finite"));
    assert_eq!(golden.fits.len(), 4);
    for golden in &golden.fits {
        let model = fit_model::<10>(&train, &data.train_labels, golden.c);
        assert_fit(&model, &train, &data.train_labels, golden);
        let p = model.transform(test.clone()).expect("finite");
        let loss = log_loss(p.view(), data.test_labels.view()).expect("probabilities");
        assert!((loss - golden.log_loss_test.expect("in the file")).abs() < 1e-7, "{loss}");
        assert_eq!(Some(correct(&p, &data.test_labels)), golden.correct_test);
    }
}

#[derive(Deserialize)]
struct Pipeline {
    joined_first_test_row: Vec<f64>,
    logistic_regression: GoldenFit,
    predict_proba_first_test_rows: Option<Vec<Vec<f64>>>,
    predict_test: Option<Vec<usize>>,
}

#[test]
fn the_pipeline_of_the_readme_agrees_with_scikit_learn() {
    let golden: Pipeline = golden("digits_pipeline");
    let data = digits();
    let scaler = fit(&StandardScaler::default(), data.train.clone(), ()).expect("finite");
    let pca = fit(&Pca::<12>::default(), strokes(&data.train.to_owned()).into_shared(), ()).expect("rows");
    let join = |x: &ArcArray2<f64>| {
        let pixels = scaler.transform(x.clone()).expect("finite");
        let strokes = pca.transform(strokes(&x.to_owned()).into_shared()).expect("finite");
        Concat.transform([pixels, strokes]).expect("equal rows")
    };
    let (train, test) = (join(&data.train), join(&data.test));
    assert_close("joined", &test.row(0), &vector(&golden.joined_first_test_row), 1e-9, 0.0);

    let model = fit_model::<10>(&train, &data.train_labels, 0.5);
    assert_fit(&model, &train, &data.train_labels, &golden.logistic_regression);
    let p = model.transform(test).expect("finite");
    let rows =
        golden.predict_proba_first_test_rows.or(golden.logistic_regression.predict_proba_first_test_rows);
    let rows = matrix(&rows.expect("in the file"));
    assert_close("probabilities", &p.slice_axis(Axis(0), ndarray::Slice::from(..8)), &rows.view(), 1e-8, 0.0);
    let predicted = golden.predict_test.or(golden.logistic_regression.predict_test).expect("in the file");
    assert_eq!(ArgMax.transform(p.clone()).expect("finite").to_vec(), predicted);
    assert_eq!(Some(correct(&p, &data.test_labels)), golden.logistic_regression.correct_test);
}
