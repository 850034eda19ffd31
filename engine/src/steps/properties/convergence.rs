//! A fit that ends before its minimum is told, and is an error only on request.

use std::sync::Arc;

use ndarray::array;

use super::{Notes, fit, rows};
use crate::Phase;
use crate::step::{Context, Fit, Run};
use crate::steps::{LogisticRegression, SgdClassifier};

#[test]
fn a_fit_that_ends_early_is_a_warning_and_an_error_on_request() {
    let (x, y) = rows(4, 60, 3, 3);
    let notes = Arc::new(Notes::default());
    let run = Run::new().observer(notes.clone());
    let context = Context::root(&run, "probs", Phase::Fit);
    let step = LogisticRegression::<3> { max_iterations: 2, ..LogisticRegression::default() };
    let fitted = step.fit(x.clone(), y.clone(), &context).expect("is a warning");
    assert!(!fitted.converged());
    assert_eq!(fitted.iterations(), 2);
    let told = std::mem::take(&mut *notes.0.lock().expect("no panic"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("probs: not converged after 2 iterations"), "{told:?}");
    assert!(told[0].contains("raise max_iterations"), "{told:?}");

    let strict = LogisticRegression::<3> { require_convergence: true, ..step };
    let error = fit(&strict, x.clone(), y.clone()).expect_err("asked for").to_string();
    assert!(error.contains("not converged after 2 iterations"), "{error}");

    let fitted = LogisticRegression::<3>::default().fit(x, y, &context).expect("converges");
    assert!(fitted.converged());
    assert!(notes.0.lock().expect("no panic").is_empty());
}

#[test]
fn epochs_that_run_out_before_the_loss_stops_falling_are_a_warning() {
    let (x, y) = rows(4, 60, 3, 3);
    let notes = Arc::new(Notes::default());
    let run = Run::new().observer(notes.clone());
    let context = Context::root(&run, "probs", Phase::Fit);
    let step = SgdClassifier::<3> { epochs: 3, patience: 2, tolerance: 0.0, ..SgdClassifier::default() };
    let fitted = step.fit(x.clone(), (y.clone(), x.clone(), y.clone()), &context).expect("is a warning");
    assert_eq!((fitted.converged(), fitted.epochs()), (Some(false), 3));
    let told = std::mem::take(&mut *notes.0.lock().expect("no panic"));
    assert!(told.len() == 1 && told[0].starts_with("probs: not converged after 3 epochs"), "{told:?}");
    let patient = SgdClassifier::<3> { epochs: 1000, tolerance: 0.1, ..step };
    let fitted = patient.fit(x.clone(), (y.clone(), x.clone(), y.clone()), &context).expect("stops");
    assert_eq!(fitted.converged(), Some(true));
    assert_eq!(patient.fit(x, y, &context).expect("all epochs").converged(), None);
    assert!(notes.0.lock().expect("no panic").is_empty());
}

/// Few rows, many columns, hardly any penalty: the value stops falling before the gradient reaches the tolerance.
#[test]
fn a_fit_that_cannot_improve_at_working_precision_has_converged() {
    for seed in 0..40 {
        let (x, y) = rows(seed, 12, 9, 2);
        for c in [1e-4, 1e-2, 1.0, 1e2, 1e4, 1e8] {
            for tolerance in [1e-9, 1e-15, 1e-300] {
                let step = LogisticRegression::<2> {
                    c,
                    tolerance,
                    max_iterations: 200,
                    ..LogisticRegression::default()
                };
                let fitted = fit(&step, x.clone(), y.clone()).expect("finite");
                assert!(fitted.converged(), "seed {seed}, c {c}: {} iterations", fitted.iterations());
            }
        }
    }
}

/// A penalty that `f64` cannot hold is an error, not a model of NaN that has converged.
#[test]
fn an_extreme_strength_is_an_error_or_a_finite_model() {
    // The last column is constant.
    let x = array![[1.0, 7.0], [2.0, 7.0], [3.0, 7.0], [4.0, 7.0]].into_shared();
    let y = array![0_u8, 1, 0, 1].into_shared();
    for c in [5e-324, 1e-308, 1e-300, 1e300, 1e307, 1e308, f64::MAX] {
        match fit(&LogisticRegression::<2> { c, ..LogisticRegression::default() }, x.clone(), y.clone()) {
            Ok(fitted) => assert!(fitted.coefficients().iter().all(|value| value.is_finite()), "{c:e}"),
            Err(error) => assert!(error.to_string().contains(&format!("`c` is {c:e}")), "{error}"),
        }
    }
    let step = LogisticRegression::<2> { c: 1e308, ..LogisticRegression::default() };
    assert!(fit(&step, x, y).is_err());
}
