//! `Bagging` and `CrossFit` of targets that are classes, some of them rare, and of folds given by the user.

use std::sync::Arc;

use ndarray::{ArcArray1, ArcArray2, Array2, array};

use super::{Notes, fit, same_bits};
use crate::batches::{Folds, GivenFolds, Table};
use crate::shape::Signature;
use crate::step::{Context, Fit, Out, Run, Step, Transform};
use crate::steps::{Bagging, CrossFit, LogisticRegression, SgdClassifier, StandardScaler};
use crate::{Phase, Result};

/// 60 rows of two classes, of which the last `rare` rows are of class 1.
fn with_rare(rare: usize) -> (ArcArray2<f64>, ArcArray1<u8>) {
    let x = Array2::from_shape_fn((60, 2), |(row, column)| ((row * 7 + column * 11) % 13) as f64);
    (x.into_shared(), ArcArray1::from_shape_fn(60, |row| u8::from(row >= 60 - rare)))
}

fn fit_transform<S: Fit<X, Y>, X: Clone, Y>(
    step: &S,
    seed: u64,
    x: X,
    y: Y,
) -> Result<(S::Fitted, Out<S, X>)> {
    let run = Run::new().seed(seed);
    step.fit_transform(x, y, &Context::root(&run, "test", Phase::Fit))
}

#[test]
fn every_copy_learns_from_every_class() {
    let (x, y) = with_rare(1);
    let by_class = Bagging::<LogisticRegression<2>, 3>::default();
    let of_all = Bagging { stratified: false, ..by_class.clone() };
    let mut lacking = 0;
    for seed in 0..200 {
        let fitted = fit_transform(&by_class, seed, x.clone(), y.clone());
        fitted.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        if let Err(error) = fit_transform(&of_all, seed, x.clone(), y.clone()) {
            let hint = "has no row of class 1: set `stratified: true`";
            assert!(error.message().contains(hint) && error.path().starts_with("copy"), "{error}");
            lacking += 1;
        }
    }
    // A draw lacks one row of 60 with a chance of 0.36, so one of three does with a chance of 0.74.
    assert!(lacking > 100, "{lacking} of 200");
}

#[test]
fn every_copy_leaves_rows_of_a_rare_class_to_learn_from() {
    let (x, y) = with_rare(2);
    let by_class = CrossFit::<LogisticRegression<2>, 3>::default();
    let of_all = CrossFit { stratified: false, ..by_class.clone() };
    let mut failed = 0;
    for seed in 0..200 {
        let out = fit_transform(&by_class, seed, x.clone(), y.clone());
        let (_, out) = out.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(out.dim(), (60, 2));
        if let Err(error) = fit_transform(&of_all, seed, x.clone(), y.clone()) {
            let message = error.message();
            assert!(
                message.contains("holds out all 2 rows of class 1") && message.contains("`stratified: true`")
            );
            failed += 1;
        }
    }
    assert!(failed > 20, "{failed} of 200");
}

#[test]
fn a_class_of_one_row_cannot_be_both_held_out_and_learned() {
    let (x, y) = with_rare(1);
    for seed in 0..20 {
        let step = CrossFit::<LogisticRegression<2>, 3>::default();
        let error = fit_transform(&step, seed, x.clone(), y.clone()).expect_err("one row").to_string();
        // 59 and 1 rows: the folds take them in turn.
        assert!(error.starts_with("fold2: fit: class 1 of 2 has no row to learn from"), "{error}");
        let hint = "; fold 2 holds out the only row of class 1, so this copy cannot learn from it: add rows of the class, or leave it out";
        assert!(error.ends_with(hint), "{error}");
        // A classifier that does not need every class is fitted.
        let step = CrossFit::<SgdClassifier<2>, 3>::default();
        fit_transform(&step, seed, x.clone(), y.clone()).expect("fits");
    }
}

#[test]
fn an_error_that_is_not_about_a_class_is_left_alone() {
    let (mut x, y) = with_rare(20);
    x[[3, 0]] = f64::NAN;
    let error = fit_transform(&CrossFit::<LogisticRegression<2>, 3>::default(), 1, x.clone(), y.clone());
    assert!(!error.expect_err("a gap").message().contains("class"));
    let error = fit_transform(&Bagging::<LogisticRegression<2>, 3>::default(), 1, x, y).expect_err("a gap");
    assert!(!error.message().contains("class"), "{error}");
}

/// Keeps the target that it was fitted on, and the sum of the rows.
#[derive(Debug, Clone, Default)]
struct Remember;

#[derive(Debug, Clone, PartialEq)]
struct Remembered(Vec<u8>, f64);

impl Step for Remember {
    type Fitted = Remembered;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>, ArcArray1<u8>> for Remember {
    fn fit(&self, x: ArcArray2<f64>, y: ArcArray1<u8>, _: &Context<'_>) -> Result<Remembered> {
        Ok(Remembered(y.to_vec(), x.sum()))
    }
}

impl Transform<ArcArray2<f64>> for Remembered {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

#[test]
fn a_row_is_drawn_from_its_class() {
    let (x, y) = with_rare(20);
    let step = Bagging::<Remember, 3>::default();
    let fitted = fit(&step, x.clone(), y.clone()).expect("fits");
    for copy in fitted.fitted() {
        assert_eq!(copy.0, y.to_vec());
    }
    let sums: Vec<f64> = fitted.fitted().iter().map(|copy| copy.1).collect();
    assert!(sums[0] != sums[1] && sums[1] != sums[2] && sums[0] != x.sum(), "{sums:?}");
    same_bits(|| fit(&step, x.clone(), y.clone()).expect("fits"));
    let plain = Bagging { stratified: false, ..step };
    let fitted = fit(&plain, x, y.clone()).expect("fits");
    assert!(fitted.fitted().iter().all(|copy| copy.0 != y.to_vec()));
}

#[test]
fn rows_are_in_their_folds_by_class() {
    let (x, y) = with_rare(20);
    let wrapped = LogisticRegression::<2>::default();
    let step = CrossFit::<LogisticRegression<2>, 3> { shuffle: false, ..CrossFit::default() };
    let (_, out) = fit_transform(&step, 1, x.clone(), y.clone()).expect("fits");
    let folds = Folds::new(3).and_then(|folds| folds.split_by_class(&y)).expect("rows enough");
    for fold in &folds {
        let rows = |rows: &[usize]| (x.rows_at(rows).expect("within"), y.rows_at(rows).expect("within"));
        let ((train, classes), (validation, _)) = (rows(&fold.train), rows(&fold.validation));
        let expected = fit(&wrapped, train, classes).expect("fits").transform(validation).expect("finite");
        assert_eq!(out.rows_at(&fold.validation).expect("within"), expected);
    }
    let weight = ArcArray1::<f64>::ones(60);
    let weighted = fit_transform(&step, 1, x.clone(), (y.clone(), weight)).expect("fits");
    assert_eq!(weighted.1, out, "a target with weights has its classes");
    let shuffled = CrossFit::<LogisticRegression<2>, 3>::default();
    same_bits(|| fit_transform(&shuffled, 1, x.clone(), y.clone()).expect("fits").1);
    assert_ne!(fit_transform(&shuffled, 1, x, y).expect("fits").1, out);
}

#[test]
fn given_folds_are_used_as_they_are() {
    let x = array![[1.0], [3.0], [5.0], [7.0], [9.0]].into_shared();
    let scaler = StandardScaler { with_std: false, ..StandardScaler::default() };
    let of = |numbers: &[usize]| CrossFit::<_, 2> {
        given: GivenFolds::new(numbers.iter().copied()).expect("folds"),
        step: scaler.clone(),
        ..CrossFit::default()
    };
    let (_, out) = fit_transform(&of(&[0, 1, 0, 1, 1]), 1, x.clone(), ()).expect("fits");
    // The means are (3 + 7 + 9) / 3 for fold 0 and (1 + 5) / 2 for fold 1, and each row has its place.
    let mean = 19.0_f64 / 3.0;
    let expected = [1.0 - mean, 0.0, 5.0 - mean, 4.0, 6.0];
    assert!(out.iter().zip(expected).all(|(out, expected)| (out - expected).abs() < 1e-12), "{out}");
    let says =
        |numbers: &[usize]| fit_transform(&of(numbers), 1, x.clone(), ()).expect_err("a mistake").to_string();
    assert_eq!(
        says(&[0, 1, 2, 0, 1]),
        "3 folds are given, but `CrossFit<_, 2>` has 2; write `CrossFit<_, 3>`"
    );
    assert_eq!(says(&[0, 1]), "each row needs the number of its fold, got 5 rows and 2 numbers");
}

#[test]
fn too_few_rows_of_a_class_are_noted() {
    let notes = |work: &dyn Fn(&Context<'_>)| {
        let notes = Arc::new(Notes::default());
        let run = Run::new().observer(notes.clone());
        work(&Context::root(&run, "test", Phase::Fit));
        let notes = notes.0.lock().expect("no panic");
        notes.clone()
    };
    let cross = CrossFit::<SgdClassifier<2>, 3>::default();
    let of = |rare| {
        let (x, y) = with_rare(rare);
        notes(&|context| drop(cross.fit_transform(x.clone(), y.clone(), context).expect("fits")))
    };
    assert_eq!(of(2).len(), 1);
    assert!(of(2)[0].starts_with("test: class 1 has 2 of 60 rows, fewer than the 3 folds"), "{:?}", of(2));
    assert!(of(3).is_empty());
    let x = with_rare(1).0;
    let numbers = ArcArray1::from_iter(0..60_u8);
    let bagging = Bagging::<Remember, 2>::default();
    let noted = notes(&|context| drop(bagging.fit(x.clone(), numbers.clone(), context).expect("fits")));
    assert!(noted.len() == 1 && noted[0].contains("60 classes in 60 rows"), "{noted:?}");
}
