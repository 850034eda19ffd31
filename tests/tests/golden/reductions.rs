//! `TruncatedSvd`, `IncrementalPca`, and the size of a random projection.

use ndarray::Axis;
use serde::Deserialize;
use shapeflow::step::{Inverse, Transform};
use shapeflow::steps::{IncrementalPca, TruncatedSvd, johnson_lindenstrauss_min_dim};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    digits: Vec<Vec<f64>>,
    iris: Vec<Vec<f64>>,
    svd: Vec<Svd>,
    incremental: Vec<Incremental>,
    min_dim: Vec<(usize, f64, usize)>,
}

#[derive(Deserialize)]
struct Svd {
    on: String,
    n_components: usize,
    components_: Vec<Vec<f64>>,
    singular_values_: Vec<f64>,
    explained_variance_: Vec<f64>,
    explained_variance_ratio_: Vec<f64>,
    transform: Vec<Vec<f64>>,
    inverse_transform: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Incremental {
    on: String,
    n_components: usize,
    batch_size: Option<usize>,
    whiten: bool,
    components_: Vec<Vec<f64>>,
    singular_values_: Vec<f64>,
    explained_variance_: Vec<f64>,
    explained_variance_ratio_: Vec<f64>,
    mean_: Vec<f64>,
    transform: Vec<Vec<f64>>,
    inverse_transform: Vec<Vec<f64>>,
}

#[test]
fn truncated_svd_agrees_with_scikit_learn() {
    let golden: Golden = golden("reductions");
    assert_eq!(golden.svd.len(), 4);
    for case in &golden.svd {
        let what = format!("{} {}", case.on, case.n_components);
        let x = matrix(if case.on == "digits" { &golden.digits } else { &golden.iris });
        let fitted = fit(&TruncatedSvd { n_components: case.n_components }, x.clone(), ()).expect("fits");
        assert_close(&what, &fitted.components(), &matrix(&case.components_), 1e-9, 0.0);
        assert_close(&what, &fitted.singular_values(), &vector(&case.singular_values_), 0.0, 1e-9);
        assert_close(&what, &fitted.explained_variance(), &vector(&case.explained_variance_), 1e-9, 1e-9);
        let ratio = fitted.explained_variance_ratio();
        assert_close(&what, &ratio, &vector(&case.explained_variance_ratio_), 1e-9, 1e-9);
        let first = x.slice_axis(Axis(0), (0..4).into()).to_shared();
        let out = fitted.transform(first.clone()).expect("finite");
        assert_close(&what, &out, &matrix(&case.transform), 1e-8, 1e-9);
        let back = fitted.inverse(out.clone()).expect("components");
        assert_close(&what, &back, &matrix(&case.inverse_transform), 1e-8, 1e-9);
        let narrow = fitted.transform(first.mapv(|value| value as f32).into_shared()).expect("finite");
        assert_close(&what, &narrow.mapv(f64::from), &out, 1e-5, 1e-6);
    }
}

#[test]
fn incremental_pca_agrees_with_scikit_learn() {
    let golden: Golden = golden("reductions");
    assert_eq!(golden.incremental.len(), 24);
    for case in &golden.incremental {
        let step = IncrementalPca {
            n_components: case.n_components,
            batch_size: case.batch_size.unwrap_or(0),
            whiten: case.whiten,
        };
        let what = format!("{} {step:?}", case.on);
        let x = matrix(if case.on == "digits" { &golden.digits } else { &golden.iris });
        let fitted = fit(&step, x.clone(), ()).expect("fits");
        assert_close(&what, &fitted.mean(), &vector(&case.mean_), 1e-12, 1e-12);
        assert_close(&what, &fitted.components(), &matrix(&case.components_), 1e-8, 0.0);
        assert_close(&what, &fitted.singular_values(), &vector(&case.singular_values_), 0.0, 1e-9);
        assert_close(&what, &fitted.explained_variance(), &vector(&case.explained_variance_), 0.0, 1e-9);
        let ratio = fitted.explained_variance_ratio();
        assert_close(&what, &ratio, &vector(&case.explained_variance_ratio_), 0.0, 1e-9);
        let first = x.slice_axis(Axis(0), (0..4).into()).to_shared();
        let out = fitted.transform(first).expect("finite");
        assert_close(&what, &out, &matrix(&case.transform), 1e-7, 1e-8);
        let back = fitted.inverse(out).expect("components");
        assert_close(&what, &back, &matrix(&case.inverse_transform), 1e-7, 1e-8);
    }
}

#[test]
fn the_size_of_a_random_projection_agrees_with_scikit_learn() {
    let golden: Golden = golden("reductions");
    for (rows, eps, expected) in golden.min_dim {
        assert_eq!(
            johnson_lindenstrauss_min_dim(rows, eps).expect("between 0 and 1"),
            expected,
            "{rows} {eps}"
        );
    }
}
