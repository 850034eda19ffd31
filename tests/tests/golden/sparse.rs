//! Steps on sparse values: scales of rows, thresholds, selections, scores with their p-values, and `TruncatedSvd`.

use std::collections::HashMap;

use ndarray::{ArcArray1, Axis, Slice};
use serde::Deserialize;
use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::step::Transform;
use shapeflow::steps::{
    AnovaF, Binarizer, Chi2, FittedBest, ImportanceThreshold, Norm, RegressionF, TruncatedSvd,
};

use crate::data::{assert_close, fit, golden, matrix, vector};

/// The columns and the values of a row.
type Row = (Vec<u32>, Vec<f64>);

#[derive(Deserialize)]
struct Golden {
    counts: Vec<Row>,
    signed: Vec<Row>,
    wide: Vec<Row>,
    kind: Vec<u8>,
    amount: Vec<f64>,
    scores: Vec<Scores>,
    models: Vec<Model>,
    spreads: Vec<Spread>,
    rows: Vec<Normalized>,
    above: Vec<Above>,
    svd: Vec<Svd>,
}

#[derive(Deserialize)]
struct Scores {
    score: String,
    scores_: Vec<f64>,
    pvalues_: Vec<f64>,
    best: HashMap<String, Vec<usize>>,
    percentile: HashMap<String, Vec<usize>>,
}

#[derive(Deserialize)]
struct Model {
    model: String,
    threshold: String,
    support: Vec<usize>,
}

#[derive(Deserialize)]
struct Spread {
    threshold: f64,
    variances_: Vec<f64>,
    support: Vec<usize>,
}

#[derive(Deserialize)]
struct Normalized {
    norm: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Above {
    threshold: f64,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Svd {
    on: String,
    n_components: usize,
    singular_values_: Vec<f64>,
    explained_variance_: Vec<f64>,
    explained_variance_ratio_: Vec<f64>,
    components_: Vec<Vec<f64>>,
    transform: Vec<Vec<f64>>,
}

fn sparse(rows: &[Row], columns: usize) -> Sparse<f64> {
    let mut offsets = vec![0];
    let (mut places, mut values) = (Vec::new(), Vec::new());
    for (row_places, row_values) in rows {
        places.extend(row_places);
        values.extend(row_values);
        offsets.push(values.len());
    }
    Sparse::from_parts((rows.len(), columns), offsets, places, values).expect("as SciPy has it")
}

#[track_caller]
fn assert_rows(found: &Sparse<f64>, expected: &[Row]) {
    let expected = sparse(expected, found.columns());
    assert_eq!(found.column_numbers(), expected.column_numbers());
    assert_close("values", &vector(found.values()), &vector(expected.values()), 1e-12, 0.0);
}

#[test]
fn rows_and_thresholds_agree_with_scikit_learn() {
    let golden: Golden = golden("sparse_features");
    let x = sparse(&golden.signed, 24);
    for case in &golden.rows {
        let norm = match case.norm.as_str() {
            "l1" => Norm::L1,
            "l2" => Norm::L2,
            _ => Norm::Max,
        };
        assert_rows(&Normalizer { norm }.transform(x.clone()).expect("finite"), &case.rows);
    }
    for case in &golden.above {
        let out = Binarizer { threshold: case.threshold }.transform(x.clone()).expect("finite");
        assert_rows(&out, &case.rows);
    }
}

#[test]
fn selections_agree_with_scikit_learn() {
    let golden: Golden = golden("sparse_features");
    let (x, amount) = (sparse(&golden.counts, 24), vector(&golden.amount).into_shared());
    let kind: ArcArray1<u8> = golden.kind.iter().copied().collect();
    for case in &golden.scores {
        macro_rules! select {
            ($step:ident, $field:ident: $value:expr) => {
                match case.score.as_str() {
                    "f_classif" => fit(
                        &$step::<AnovaF> { $field: $value, ..Default::default() },
                        x.clone(),
                        kind.clone(),
                    ),
                    "chi2" => {
                        fit(&$step::<Chi2> { $field: $value, ..Default::default() }, x.clone(), kind.clone())
                    }
                    _ => fit(
                        &$step::<RegressionF> { $field: $value, ..Default::default() },
                        x.clone(),
                        amount.clone(),
                    ),
                }
            };
        }
        for (k, expected) in &case.best {
            let fitted: FittedBest = select!(SelectKBest, k: k.parse().expect("a number")).expect("finite");
            assert_eq!(fitted.selected(), *expected, "{}: {k}", case.score);
            assert_close(&case.score, &fitted.scores(), &vector(&case.scores_), 1e-9, 1e-9);
            let p_values = fitted.pvalues().expect("scores with p-values");
            assert_close(&case.score, &p_values, &vector(&case.pvalues_), 1e-300, 1e-9);
        }
        for (percentile, expected) in &case.percentile {
            let fitted: FittedBest =
                select!(SelectPercentile, percentile: percentile.parse().expect("a number")).expect("finite");
            assert_eq!(fitted.selected(), *expected, "{}: {percentile}", case.score);
        }
    }
    for case in &golden.models {
        let (threshold, factor) = match case.threshold.as_str() {
            "mean" => (ImportanceThreshold::Mean, 1.0),
            _ => (ImportanceThreshold::Median, 0.5),
        };
        let selected = if case.model == "Ridge" {
            let step = SelectFromModel::<Ridge> { threshold, factor, ..Default::default() };
            fit(&step, x.clone(), amount.clone()).expect("fits").selected()
        } else {
            let step = SelectFromModel::<LogisticRegression<3>> { threshold, factor, ..Default::default() };
            fit(&step, x.clone(), kind.clone()).expect("fits").selected()
        };
        assert_eq!(selected, case.support, "{} {}", case.model, case.threshold);
    }
    for case in &golden.spreads {
        let fitted = fit(&VarianceThreshold { threshold: case.threshold }, x.clone(), ()).expect("varies");
        assert_close("variances", &fitted.variances(), &vector(&case.variances_), 1e-12, 1e-12);
        assert_eq!(fitted.selected(), case.support, "{}", case.threshold);
    }
}

#[test]
fn truncated_svd_agrees_with_scikit_learn() {
    let golden: Golden = golden("sparse_features");
    assert_eq!(golden.svd.len(), 4);
    for case in &golden.svd {
        let what = format!("{} {}", case.on, case.n_components);
        let x = if case.on == "wide" { sparse(&golden.wide, 1300) } else { sparse(&golden.counts, 24) };
        let fitted = fit(&TruncatedSvd { n_components: case.n_components }, x.clone(), ()).expect("fits");
        assert_close(&what, &fitted.singular_values(), &vector(&case.singular_values_), 0.0, 1e-9);
        assert_close(&what, &fitted.explained_variance(), &vector(&case.explained_variance_), 1e-9, 1e-9);
        let ratio = fitted.explained_variance_ratio();
        assert_close(&what, &ratio, &vector(&case.explained_variance_ratio_), 1e-9, 1e-9);
        let components = fitted.components();
        let first = components.slice_axis(Axis(1), Slice::from(..components.ncols().min(60)));
        assert_close(&what, &first, &matrix(&case.components_), 1e-9, 0.0);
        let out = fitted.transform(x.row_range(0..6).expect("rows")).expect("finite");
        assert_close(&what, &out, &matrix(&case.transform), 1e-8, 1e-9);
    }
}
