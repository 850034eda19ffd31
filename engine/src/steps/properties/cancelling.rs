//! A run that is cancelled ends within one iteration of a learner, whatever the learner is.

use std::time::{Duration, Instant};

use ndarray::{ArcArray1, ArcArray2, Array2, Array3};

use crate::step::{CancelToken, Context, Fit, Run};
use crate::steps::{
    Bagging, Binning, CrossFit, Epochs, ForEach, KBinsDiscretizer, LogisticRegression, SgdClassifier, Sharing,
};
use crate::{ErrorKind, Phase, Result};

/// Returns after how long a fit that takes seconds ends, if it is cancelled after a tenth of a second.
fn ends<S: Fit<X, Y>, X, Y>(step: &S, x: X, y: Y) -> (Duration, Result<S::Fitted>) {
    let token = CancelToken::new();
    let run = Run::new().cancel(token.clone());
    let began = Instant::now();
    let cancel = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        token.cancel();
    });
    let fitted = step.fit(x, y, &Context::root(&run, "test", Phase::Fit));
    let took = began.elapsed();
    cancel.join().expect("no panic");
    (took, fitted)
}

#[track_caller]
fn is_cancelled<S: Fit<X, Y>, X, Y>(name: &str, step: &S, x: X, y: Y) {
    let (took, fitted) = ends(step, x, y);
    let error =
        fitted.err().unwrap_or_else(|| panic!("{name} ended before it was cancelled, after {took:?}"));
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{name}: {error}");
    // An iteration takes milliseconds; the machine may be busy.
    assert!(took < Duration::from_secs(5), "{name}: {took:?}");
}

fn table(rows: usize, columns: usize) -> (ArcArray2<f64>, ArcArray1<u8>) {
    let x = Array2::from_shape_fn((rows, columns), |(row, column)| ((row * 31 + column * 17) % 101) as f64);
    (x.into_shared(), ArcArray1::from_shape_fn(rows, |row| (row % 2) as u8))
}

#[test]
fn every_iterative_learner_ends_when_its_run_is_cancelled() {
    let (x, y) = table(4_000, 40);
    let forever = SgdClassifier::<2> { epochs: usize::MAX, ..SgdClassifier::default() };
    is_cancelled("SgdClassifier", &forever, x.clone(), y.clone());

    let epochs = Epochs { epochs: usize::MAX, step: SgdClassifier::<2>::default(), ..Epochs::default() };
    is_cancelled("Epochs", &epochs, x.clone(), y.clone());

    let many = SgdClassifier::<2> { epochs: 200, ..SgdClassifier::default() };
    is_cancelled(
        "Bagging",
        &Bagging::<_, 500> { stratified: true, step: many.clone() },
        x.clone(),
        y.clone(),
    );
    let folds = CrossFit::<_, 500> { step: forever.clone(), ..CrossFit::default() };
    is_cancelled("CrossFit", &folds, x.clone(), y.clone());

    let (x, y) = table(20_000, 200);
    let exact = LogisticRegression::<2> { tolerance: 1e-300, c: 1e12, ..LogisticRegression::default() };
    is_cancelled("LogisticRegression", &exact, x, y);
}

#[test]
fn each_item_of_a_list_is_asked() {
    let x = Array3::from_shape_fn((50_000, 20, 3), |(a, b, c)| ((a + b * 7 + c) % 13) as f64).into_shared();
    let y = Array2::from_shape_fn((50_000, 20), |(_, row)| (row % 2) as u8).into_shared();
    let step = ForEach { sharing: Sharing::Each, step: LogisticRegression::<2>::default() };
    is_cancelled("ForEach", &step, x, y);
}

/// Its iterations take milliseconds, so a run that is cancelled already has to do.
#[test]
fn k_means_asks_before_each_iteration() {
    let token = CancelToken::new();
    token.cancel();
    let run = Run::new().cancel(token);
    let step = KBinsDiscretizer { n_bins: 3, strategy: Binning::Kmeans };
    let fitted = step.fit(table(100, 2).0, (), &Context::root(&run, "test", Phase::Fit));
    assert_eq!(fitted.expect_err("cancelled").kind(), ErrorKind::Cancelled);
}
