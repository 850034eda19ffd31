//! `KnnImputer` and `IterativeImputer`.

use ndarray::{ArcArray2, Array2, Axis};
use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::{ImputationOrder, ImputeStrategy, IterativeImputer, KnnImputer, NeighborWeights};

use crate::data::{assert_close, fit, golden, matrix};

/// A matrix of which some values are missing.
fn gappy(rows: &[Vec<Option<f64>>]) -> ArcArray2<f64> {
    let rows: Vec<Vec<f64>> =
        rows.iter().map(|row| row.iter().map(|value| value.unwrap_or(f64::NAN)).collect()).collect();
    matrix(&rows)
}

fn narrow(x: &Array2<f64>) -> ArcArray2<f32> {
    x.mapv(|value| value as f32).into_shared()
}

#[derive(Deserialize)]
struct Golden<C> {
    x: Vec<Vec<Option<f64>>>,
    x_new: Vec<Vec<Option<f64>>>,
    cases: Vec<C>,
}

#[derive(Deserialize)]
struct KnnCase {
    n_neighbors: usize,
    weights: String,
    transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
}

#[test]
fn knn_imputer_agrees_with_scikit_learn() {
    let golden: Golden<KnnCase> = golden("knn_imputer");
    let (x, new) = (gappy(&golden.x), gappy(&golden.x_new));
    assert_eq!(golden.cases.len(), 8);
    for case in &golden.cases {
        let weights =
            if case.weights == "distance" { NeighborWeights::Distance } else { NeighborWeights::Uniform };
        let step = KnnImputer { n_neighbors: case.n_neighbors, weights };
        let what = format!("{step:?}");
        let fitted = fit(&step, x.clone(), ()).expect("values");
        let (out, out_new) =
            (fitted.transform(x.clone()).expect("ok"), fitted.transform(new.clone()).expect("ok"));
        assert_close(&what, &out, &matrix(&case.transform), 1e-9, 0.0);
        assert_close(&what, &out_new, &matrix(&case.transform_new), 1e-9, 0.0);
        let single = fitted.transform(narrow(&new.to_owned())).expect("ok").mapv(f64::from);
        assert_close(&what, &single, &out_new, 1e-5, 1e-5);
    }
}

#[derive(Deserialize)]
struct IterativeCase {
    max_iter: usize,
    tol: f64,
    initial_strategy: String,
    imputation_order: String,
    min_value: Option<f64>,
    max_value: Option<f64>,
    n_iter_: u64,
    transform_first: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
}

#[test]
fn iterative_imputer_agrees_with_scikit_learn() {
    let golden: Golden<IterativeCase> = golden("iterative_imputer");
    let (x, new) = (gappy(&golden.x), gappy(&golden.x_new));
    assert_eq!(golden.cases.len(), 10);
    for case in &golden.cases {
        let step = IterativeImputer {
            max_iter: case.max_iter,
            tol: case.tol,
            initial_strategy: match case.initial_strategy.as_str() {
                "mean" => ImputeStrategy::Mean,
                "median" => ImputeStrategy::Median,
                "most_frequent" => ImputeStrategy::MostFrequent,
                _ => ImputeStrategy::Constant,
            },
            imputation_order: match case.imputation_order.as_str() {
                "ascending" => ImputationOrder::Ascending,
                "descending" => ImputationOrder::Descending,
                "roman" => ImputationOrder::Roman,
                _ => ImputationOrder::Arabic,
            },
            min_value: case.min_value,
            max_value: case.max_value,
            ..Default::default()
        };
        let what = format!("{step:?}");
        let fitted = fit(&step, x.clone(), ()).expect("values");
        assert_eq!(fitted.rounds(), case.n_iter_, "{what}");
        let first = fitted.transform(x.slice_axis(Axis(0), (0..15).into()).to_shared()).expect("ok");
        let out_new = fitted.transform(new.clone()).expect("ok");
        assert_close(&what, &first, &matrix(&case.transform_first), 1e-6, 1e-6);
        assert_close(&what, &out_new, &matrix(&case.transform_new), 1e-6, 1e-6);
        let single = fitted.transform(narrow(&new.to_owned())).expect("ok").mapv(f64::from);
        assert_close(&what, &single, &out_new, 1e-4, 1e-4);
    }
}
