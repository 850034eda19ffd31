//! The rows of folds: exactly those of scikit-learn, where nothing is random.

use serde::Deserialize;
use shapeflow::batches::{Fold, Folds, ForwardFolds, GivenFolds};

use crate::data::golden;

#[derive(Deserialize)]
struct Golden {
    forward: Vec<Forward>,
    by_class: Vec<ByClass>,
    given: Given,
}

#[derive(Deserialize)]
struct Forward {
    rows: usize,
    count: usize,
    gap: usize,
    test_size: Option<usize>,
    max_train_size: Option<usize>,
    folds: Vec<Rows>,
}

#[derive(Deserialize)]
struct ByClass {
    count: usize,
    y: Vec<usize>,
    folds: Vec<Rows>,
    shuffled_counts: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Given {
    test_fold: Vec<usize>,
    folds: Vec<Rows>,
}

#[derive(Deserialize)]
struct Rows {
    train: Vec<usize>,
    validation: Vec<usize>,
}

#[track_caller]
fn assert_folds(folds: &[Fold], expected: &[Rows]) {
    let expected: Vec<Fold> = expected
        .iter()
        .map(|rows| Fold { train: rows.train.clone(), validation: rows.validation.clone() })
        .collect();
    assert_eq!(folds, expected);
}

#[test]
fn forward_folds_are_those_of_time_series_split() {
    let cases = golden::<Golden>("folds").forward;
    assert_eq!(cases.len(), 9);
    for case in cases {
        let mut folds = ForwardFolds::new(case.count).expect("some").gap(case.gap);
        if let Some(rows) = case.test_size {
            folds = folds.validation_rows(rows);
        }
        if let Some(rows) = case.max_train_size {
            folds = folds.most_train_rows(rows);
        }
        assert_folds(&folds.split(case.rows).expect("rows enough"), &case.folds);
    }
}

#[test]
fn folds_by_class_are_those_of_stratified_k_fold() {
    let cases = golden::<Golden>("folds").by_class;
    assert_eq!(cases.len(), 6);
    for case in cases {
        let folds = || Folds::new(case.count).expect("some");
        assert_folds(&folds().split_by_class(&case.y).expect("rows enough"), &case.folds);
        for seed in 0..20 {
            let folds = folds().shuffled(seed).split_by_class(&case.y).expect("rows enough");
            for (fold, counts) in folds.iter().zip(&case.shuffled_counts) {
                for (class, &count) in counts.iter().enumerate() {
                    let of_class = fold.validation.iter().filter(|&&row| case.y[row] == class);
                    assert_eq!(of_class.count(), count, "class {class}, seed {seed}");
                }
            }
        }
    }
}

#[test]
fn given_folds_are_those_of_predefined_split() {
    let given = golden::<Golden>("folds").given;
    let folds = GivenFolds::new(given.test_fold.iter().copied()).expect("three folds");
    assert_folds(&folds.split(given.test_fold.len()).expect("as many rows"), &given.folds);
}
