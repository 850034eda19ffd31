//! The steps that keep some of the columns: `VarianceThreshold`, `SelectKBest`, `SelectPercentile`, `SelectFromModel` and `Rfe`.

use std::collections::HashMap;

use ndarray::ArcArray1;
use serde::Deserialize;
use shapeflow::prelude::*;
use shapeflow::steps::{
    AnovaF, Chi2, FittedBest, ImportanceThreshold, MutualInfoClassif, MutualInfoRegression, RegressionF,
};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    cancer: Vec<Vec<f64>>,
    kind: Vec<u8>,
    digits: Vec<Vec<f64>>,
    digit: Vec<u8>,
    free: Vec<Vec<f64>>,
    target: Vec<f64>,
    group: Vec<u8>,
    scaled: Vec<Vec<f64>>,
    price: Vec<f64>,
    third: Vec<u8>,
    scores: Vec<Scores>,
    information: Vec<Information>,
    models: Vec<Model>,
    eliminated: Vec<Eliminated>,
    spreads: Vec<Spread>,
}

#[derive(Deserialize)]
struct Scores {
    score: String,
    on: String,
    scores_: Vec<f64>,
    pvalues_: Vec<f64>,
    best: HashMap<String, Vec<usize>>,
    percentile: HashMap<String, Vec<usize>>,
}

#[derive(Deserialize)]
struct Information {
    n_neighbors: usize,
    classif: Vec<f64>,
    regression: Vec<f64>,
}

#[derive(Deserialize)]
struct Model {
    model: String,
    threshold: String,
    max_features: Option<usize>,
    support: Vec<usize>,
}

#[derive(Deserialize)]
struct Eliminated {
    model: String,
    n_features_to_select: Option<usize>,
    step: usize,
    ranking_: Vec<u64>,
}

#[derive(Deserialize)]
struct Spread {
    on: String,
    threshold: f64,
    variances_: Vec<f64>,
    support: Vec<usize>,
}

fn labels(labels: &[u8]) -> ArcArray1<u8> {
    labels.iter().copied().collect()
}

#[test]
fn variance_threshold_agrees_with_scikit_learn() {
    let golden: Golden = golden("selection");
    for case in &golden.spreads {
        let x = matrix(if case.on == "digits" { &golden.digits } else { &golden.cancer });
        let fitted = fit(&VarianceThreshold { threshold: case.threshold }, x, ()).expect("varies");
        assert_close(&case.on, &fitted.variances(), &vector(&case.variances_), 1e-15, 1e-12);
        assert_eq!(fitted.selected(), case.support, "{} {}", case.on, case.threshold);
    }
}

#[test]
fn scores_and_the_best_columns_agree_with_scikit_learn() {
    let golden: Golden = golden("selection");
    assert_eq!(golden.scores.len(), 4);
    for case in &golden.scores {
        let what = format!("{} on {}", case.score, case.on);
        let is_digits = case.on == "digits";
        let x = matrix(if is_digits { &golden.digits } else { &golden.cancer });
        let y = labels(if is_digits { &golden.digit } else { &golden.kind });
        let line: ArcArray1<f64> =
            golden.cancer.iter().zip(&golden.kind).map(|(row, kind)| row[3] + f64::from(*kind)).collect();
        macro_rules! select {
            ($step:ident, $field:ident: $value:expr) => {
                match case.score.as_str() {
                    "f_classif" => {
                        fit(&$step::<AnovaF> { $field: $value, ..Default::default() }, x.clone(), y.clone())
                    }
                    "chi2" => {
                        fit(&$step::<Chi2> { $field: $value, ..Default::default() }, x.clone(), y.clone())
                    }
                    _ => fit(
                        &$step::<RegressionF> { $field: $value, ..Default::default() },
                        x.clone(),
                        line.clone(),
                    ),
                }
            };
        }
        for (k, expected) in &case.best {
            let fitted: FittedBest = select!(SelectKBest, k: k.parse().expect("a number")).expect("finite");
            assert_eq!(fitted.selected(), *expected, "{what}: {k}");
            assert_close(&what, &fitted.scores(), &vector(&case.scores_), 1e-9, 1e-9);
            let p_values = fitted.pvalues().expect("scores with p-values");
            assert_close(&what, &p_values, &vector(&case.pvalues_), 1e-300, 1e-9);
        }
        for (percentile, expected) in &case.percentile {
            let fitted: FittedBest =
                select!(SelectPercentile, percentile: percentile.parse().expect("a number")).expect("finite");
            assert_eq!(fitted.selected(), *expected, "{what}: {percentile}");
        }
    }
}

#[test]
fn mutual_information_agrees_with_scikit_learn() {
    let golden: Golden = golden("selection");
    let x = matrix(&golden.free);
    for Information { n_neighbors, classif, regression } in &golden.information {
        let n_neighbors = *n_neighbors;
        let step = SelectKBest { k: 2, score_func: MutualInfoClassif { n_neighbors } };
        let fitted = fit(&step, x.clone(), labels(&golden.group)).expect("finite");
        assert_close("classes", &fitted.scores(), &vector(classif), 1e-9, 0.0);
        assert!(fitted.pvalues().is_none());
        let step = SelectKBest { k: 2, score_func: MutualInfoRegression { n_neighbors } };
        let fitted = fit(&step, x.clone(), vector(&golden.target).into_shared()).expect("finite");
        assert_close("numbers", &fitted.scores(), &vector(regression), 1e-9, 0.0);
        let narrow = x.mapv(|value| value as f32).into_shared();
        let single = fit(&step, narrow, vector(&golden.target).into_shared()).expect("finite");
        assert_close("f32", &single.scores(), &fitted.scores(), 0.02, 0.0);
    }
}

#[test]
fn columns_by_coefficients_agree_with_scikit_learn() {
    let golden: Golden = golden("selection");
    let (x, price) = (matrix(&golden.scaled), vector(&golden.price).into_shared());
    for case in &golden.models {
        let what = format!("{} {} {:?}", case.model, case.threshold, case.max_features);
        let (threshold, factor) = match case.threshold.as_str() {
            "mean" => (ImportanceThreshold::Mean, 1.0),
            "0.5*median" => (ImportanceThreshold::Median, 0.5),
            number => (ImportanceThreshold::Number, number.parse().expect("a number")),
        };
        let max_features = case.max_features.unwrap_or(0);
        let selected = if case.model == "ridge" {
            let step = SelectFromModel::<Ridge> { threshold, factor, max_features, ..Default::default() };
            fit(&step, x.clone(), price.clone()).expect("fits").selected()
        } else {
            let step = SelectFromModel::<LogisticRegression<3>> {
                threshold,
                factor,
                max_features,
                ..Default::default()
            };
            fit(&step, x.clone(), labels(&golden.third)).expect("fits").selected()
        };
        assert_eq!(selected, case.support, "{what}");
    }
    for case in &golden.eliminated {
        let what = format!("{} {:?} {}", case.model, case.n_features_to_select, case.step);
        let (n_features_to_select, step_size) = (case.n_features_to_select.unwrap_or(0), case.step);
        let ranking = if case.model == "ridge" {
            let step = Rfe::<Ridge> { n_features_to_select, step_size, ..Default::default() };
            fit(&step, x.clone(), price.clone()).expect("fits").ranking().to_vec()
        } else {
            let step = Rfe::<LogisticRegression<3>> { n_features_to_select, step_size, ..Default::default() };
            fit(&step, x.clone(), labels(&golden.third)).expect("fits").ranking().to_vec()
        };
        assert_eq!(ranking, case.ranking_, "{what}");
    }
}
