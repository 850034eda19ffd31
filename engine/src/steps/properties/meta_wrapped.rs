//! The meta-steps `Bagging`, `Voting`, `Flattened` and `Retry`.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{ArcArray, ArcArray1, ArcArray2, ArcArray3, Array, Ix4, array};

use super::{fit, rows, same_bits};
use crate::batches::Table;
use crate::shape::Signature;
use crate::step::{Context, Fit, Learner, PartialFit, Run, Stateless, Step, Transform};
use crate::steps::*;
use crate::{Error, Phase, Result};

#[test]
fn signatures_follow_from_that_of_the_wrapped_step() {
    type Logistic = LogisticRegression<3>;
    let text = |signature: Signature| {
        assert!(signature.check().is_ok(), "{}", signature.text);
        signature.text
    };
    assert_eq!(
        text(Flattened::<Logistic>::SIGNATURE),
        "[n, .., d] fit([n, ..], [n, ..]?) -> [n, .., C] where C >= 2"
    );
    assert_eq!(Bagging::<Logistic, 3>::SIGNATURE, Logistic::SIGNATURE);
    assert_eq!(text(<Voting as Step>::SIGNATURE), "[n, c]* -> [n, c]");
}

#[test]
fn copies_have_draws_of_their_own_and_the_same_bits_on_any_number_of_threads() {
    let (x, y) = rows(3, 90, 3, 3);
    let step = Bagging::<LogisticRegression<3>, 4>::default();
    same_bits(|| fit(&step, x.clone(), y.clone()).expect("converges"));
    let fitted = fit(&step, x.clone(), y).expect("converges");
    assert_ne!(fitted.fitted()[0], fitted.fitted()[1]);
    let mut mean = ndarray::Array2::<f64>::zeros((90, 3));
    for copy in fitted.fitted() {
        mean += &copy.transform(x.clone()).expect("finite");
    }
    let out = fitted.transform(x.clone()).expect("finite");
    assert!((mean / 4.0 - &out).iter().all(|difference| difference.abs() < 1e-15));
    let none = fit(&Bagging::<StandardScaler, 0>::default(), x.clone(), ()).expect_err("no copies");
    assert!(none.message().contains("at least 1 copy"), "{none}");
    let empty = x.row_range(0..0).expect("within");
    let error = fit(&Bagging::<StandardScaler, 2>::default(), empty, ()).expect_err("no rows");
    assert_eq!(error.path(), "copy0");
}

#[test]
fn a_vote_counts_probabilities_or_classifiers() {
    let [a, b, c] = [[[0.9_f32, 0.1]], [[0.4, 0.6]], [[0.4, 0.6]]].map(|p| ndarray::arr2(&p).into_shared());
    let mean = Voting::default().transform([a.clone(), b.clone(), c.clone()]).expect("one shape");
    assert!((mean[[0, 0]] - 1.7 / 3.0).abs() < 1e-6 && (mean.sum() - 1.0).abs() < 1e-6);
    let hard = Voting { vote: Vote::Majority };
    assert_eq!(hard.transform([a.clone(), b, c]).expect("one shape"), array![[1.0 / 3.0, 2.0 / 3.0]]);
    assert_eq!(hard.transform([array![[0.5, 0.5]].into_shared()]).expect("a tie"), array![[1.0, 0.0]]);
    let error = Voting::default().transform([a.clone(), ArcArray2::zeros((2, 2))]).expect_err("rows differ");
    assert!(error.message().contains("input 0 has [1, 2] and input 1 has [2, 2]"), "{error}");
    assert!(hard.transform([a, array![[0.5, f32::NAN]].into_shared()]).is_err());
    assert!(Voting::default().transform(<[ArcArray2<f32>; 0]>::default()).is_err());
}

#[test]
fn all_axes_but_the_last_are_rows() {
    let x: ArcArray<f64, Ix4> = Array::from_iter((0..48).map(f64::from))
        .into_shape_with_order((2, 3, 4, 2))
        .expect("48")
        .into_shared();
    let table = x.clone().into_shape_with_order((24, 2)).expect("48");
    let step = Flattened::<StandardScaler>::default();
    let expected = fit(&step.step, table.clone(), ()).expect("fits").transform(table).expect("finite");
    let mut fitted = fit(&step, x.clone(), ()).expect("fits");
    let out = fitted.transform(x.clone()).expect("finite");
    assert_eq!(out.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    // Another order in memory, the same elements.
    let mut turned = Array::zeros(ndarray::ShapeBuilder::f((2, 3, 4, 2)));
    turned.assign(&x);
    assert_eq!(fitted.transform(turned.into_shared()).expect("finite"), out);

    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    step.partial_fit(&mut fitted, x.clone(), (), &context).expect("is updated");
    assert_eq!(fitted.fitted().rows(), 48);

    let labels = ArcArray3::from_shape_fn((2, 3, 4), |(_, at, _)| (at % 2) as u8);
    let classify = Flattened::<LogisticRegression<2>>::default();
    let classified = classify.fit(x.clone(), labels, &context).expect("converges");
    assert_eq!(classified.transform(x.clone()).expect("finite").dim(), (2, 3, 4, 2));
    let short = ArcArray1::<u8>::zeros(24);
    let error = classify.fit(x, short, &context).expect_err("another shape");
    assert!(error.message().contains("[2, 3, 4], got [24]"), "{error}");
}

/// Fails a given number of times, with errors of one kind.
#[derive(Debug, Clone)]
struct Failing(Arc<AtomicUsize>, io::ErrorKind);

impl Stateless for Failing {
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
}

impl Transform<ArcArray1<f64>> for Failing {
    type Out = ArcArray1<f64>;

    fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
        match self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => Err(io::Error::new(self.1, "no answer").into()),
            Err(_) => Ok(x),
        }
    }
}

#[test]
fn a_temporary_failure_is_retried_up_to_the_number_of_attempts() {
    let left = Arc::new(AtomicUsize::new(0));
    let attempts_left = |failures, kind, attempts| {
        left.store(failures, Ordering::SeqCst);
        let step = Retry { attempts, pause_milliseconds: 1, step: Failing(Arc::clone(&left), kind) };
        let fitted = step.unlearned().expect("learns nothing");
        fitted.transform(array![1.0].into_shared()).map(|_| left.load(Ordering::SeqCst))
    };
    use io::ErrorKind::{NotFound, TimedOut};
    assert_eq!(attempts_left(2, TimedOut, 3).expect("the third attempt"), 0);
    assert!(attempts_left(3, TimedOut, 3).is_err());
    assert!(attempts_left(1, NotFound, 3).is_err());
    assert_eq!(attempts_left(1, NotFound, 3).map_err(|_: Error| left.load(Ordering::SeqCst)), Err(0));
    assert!(attempts_left(0, TimedOut, 0).expect_err("no attempts").message().contains("at least 1"));
}

#[test]
fn a_retried_step_is_fitted_as_the_step_alone() {
    fn asked<S: Learner + crate::step::Continues>(_: &S) {}
    let step = Retry::<StandardScaler>::default();
    asked(&step);
    let (x, _) = rows(5, 20, 3, 2);
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let mut learning = step.learning(&context).expect("starts").expect("learns from batches");
    for part in [0..7, 7..20] {
        learning.update(x.row_range(part).expect("within"), (), &context).expect("finite");
    }
    let batches = learning.finish(&context).expect("has rows");
    let mut parts = fit(&step, x.row_range(0..7).expect("within"), ()).expect("fits");
    step.partial_fit(&mut parts, x.row_range(7..20).expect("within"), (), &context).expect("is updated");
    assert_eq!(batches, parts);
    assert_eq!(batches.fitted().rows(), 20);
}

#[cfg(feature = "save")]
#[test]
fn loaded_meta_steps_equal_the_saved_ones() {
    use crate::save::{Described, Save, from_bytes, to_bytes};
    fn round_trip<T: Save + PartialEq + std::fmt::Debug>(value: &T) {
        let described = Described::new("Test", "");
        let bytes = to_bytes(&described, value).expect("is saved");
        assert_eq!(from_bytes::<T>(&bytes, &described).expect("is loaded"), *value);
    }
    let (x, y) = rows(7, 60, 3, 3);
    round_trip(&fit(&Bagging::<LogisticRegression<3>, 2>::default(), x.clone(), y).expect("converges"));
    round_trip(&fit(&OnlyFit::<StandardScaler>::default(), x.clone(), ()).expect("fits"));
    round_trip(&fit(&Flattened::<StandardScaler>::default(), x.clone(), ()).expect("fits"));
    round_trip(&fit(&Retry::<StandardScaler>::default(), x.clone(), ()).expect("fits"));
    round_trip(&Voting { vote: Vote::Majority });
    let items = x.into_shape_with_order((2, 30, 3)).expect("60 rows");
    for sharing in [Sharing::One, Sharing::Each] {
        round_trip(
            &fit(&ForEach { sharing, step: StandardScaler::default() }, items.clone(), ()).expect("fits"),
        );
    }
}
