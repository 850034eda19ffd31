//! Meta-steps apply the wrapped step, and report what they cannot do.

use ndarray::{ArcArray1, ArcArray2, ArcArray3, Axis, array};

use super::{fit, rows};
use crate::batches::{Folds, Table};
use crate::step::{Context, Fit, Learner, PartialFit, Run, Step, Transform};
use crate::steps::{
    CrossFit, Epochs, FittedStandardScaler, Flattened, ForEach, Frozen, LogisticRegression, Optional,
    SgdClassifier, Sharing, StandardScaler,
};
use crate::{Error, Phase, Result};

#[track_caller]
fn says<T>(result: Result<T, Error>, part: &str) {
    let message = result.err().expect("an error").to_string();
    assert!(message.contains(part), "`{message}` does not contain `{part}`");
}

#[test]
fn signatures_follow_from_that_of_the_wrapped_step() {
    type Logistic = LogisticRegression<3>;
    let text = |signature: crate::shape::Signature| {
        assert!(signature.check().is_ok(), "{}", signature.text);
        signature.text
    };
    assert_eq!(text(<Frozen<Logistic> as Step>::SIGNATURE), "[n, d]  -> [n, C] where C >= 2");
    assert_eq!(
        text(ForEach::<StandardScaler>::SIGNATURE),
        "[items, n, d?] fit([items, n]?) -> [items, n, d?]"
    );
    assert_eq!(
        text(ForEach::<ForEach<StandardScaler>>::SIGNATURE),
        "[items_2, items, n, d?] fit([items_2, items, n]?) -> [items_2, items, n, d?]"
    );
    assert_eq!(text(Flattened::<StandardScaler>::SIGNATURE), "[n, .., d] fit([n, ..]?) -> [n, .., d]");
    assert_eq!(text(Optional::<StandardScaler>::SIGNATURE), "[n, d?] fit([n]?) -> [n, d?]");
    assert_eq!(CrossFit::<Logistic, 3>::SIGNATURE, Logistic::SIGNATURE);
}

#[test]
fn a_frozen_step_is_not_fitted_again_and_has_no_targets() {
    fn asked<S: Learner + crate::step::Continues>(_: &S) {}
    let (x, y) = rows(7, 60, 3, 3);
    let model = fit(&LogisticRegression::<3>::default(), x.clone(), y).expect("converges");
    let expected = model.transform(x.clone()).expect("finite");
    let frozen = Frozen::<LogisticRegression<3>>::new(model);
    asked(&frozen);
    let fitted = fit(&frozen, x.row_range(0..0).expect("within"), ()).expect("needs no rows");
    assert_eq!(fitted.transform(x).expect("finite"), expected);
}

#[test]
fn each_row_is_transformed_by_a_step_that_was_not_fitted_on_it() {
    let (x, y) = rows(8, 31, 3, 2);
    let run = Run::new().seed(3);
    let context = Context::root(&run, "test", Phase::Fit);
    let wrapped = LogisticRegression::<2>::default();
    let step =
        CrossFit::<LogisticRegression<2>, 3> { shuffle: false, stratified: false, ..CrossFit::default() };
    let (fitted, out) = step.fit_transform(x.clone(), y.clone(), &context).expect("fits");
    assert_eq!(fitted, fit(&wrapped, x.clone(), y.clone()).expect("fits"));
    for fold in Folds::new(3).expect("three").split(31).expect("rows enough") {
        let fitted =
            fit(&wrapped, x.rows_at(&fold.train).expect("within"), y.rows_at(&fold.train).expect("within"));
        let expected = fitted.expect("fits").transform(x.rows_at(&fold.validation).expect("within"));
        assert_eq!(out.rows_at(&fold.validation).expect("within"), expected.expect("finite"));
    }
    let shuffled = CrossFit::<LogisticRegression<2>, 3>::default();
    let (_, other) = shuffled.fit_transform(x.clone(), y.clone(), &context).expect("fits");
    assert_ne!(other, out);
    assert_eq!(shuffled.fit_transform(x.clone(), y.clone(), &context).expect("fits").1, other);
    let short = (x.row_range(0..2).expect("within"), y.row_range(0..2).expect("within"));
    says(step.fit_transform(short.0, short.1.clone(), &context), "3 folds need at least 3 rows, got 2");
    says(step.fit_transform(x, short.1, &context), "array 0 has 31 and array 1");
}

#[test]
fn each_item_has_a_step_of_its_own_or_all_share_one() {
    let x: ArcArray3<f64> = array![[[1.0], [3.0], [8.0]], [[10.0], [30.0], [50.0]]].into_shared();
    let all = array![[1.0], [3.0], [8.0], [10.0], [30.0], [50.0]].into_shared();
    let shared = fit(&ForEach::<StandardScaler>::default(), x.clone(), ()).expect("fits");
    let expected =
        fit(&StandardScaler::default(), all.clone(), ()).expect("fits").transform(all).expect("finite");
    let out = shared.transform(x.clone()).expect("finite");
    for (out, expected) in out.iter().zip(&expected) {
        assert!((out - expected).abs() < 1e-12);
    }
    let three = ndarray::concatenate![Axis(0), x, x.view().slice_axis(Axis(0), (..1).into())].into_shared();
    assert_eq!(shared.transform(three.clone()).expect("finite").len_of(Axis(0)), 3);

    let step = ForEach { sharing: Sharing::Each, step: StandardScaler::default() };
    let each = fit(&step, x.clone(), ()).expect("fits");
    assert_eq!(each.fitted().iter().map(|scaler| scaler.mean()[0]).collect::<Vec<_>>(), [4.0, 30.0]);
    says(each.transform(three), "fitted on 2 items with one step for each, but got 3 items");
    says(each.transform(x.row_range(0..0).expect("within")), "but got 0 items");
    let mut gap = x;
    gap[[1, 2, 0]] = f64::NAN;
    let error = fit(&step, gap, ()).expect_err("a gap");
    assert_eq!(error.path(), "item1");
}

#[test]
fn a_cross_fitted_step_is_updated_as_the_wrapped_step() {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let step = CrossFit::<StandardScaler, 2>::default();
    let x: ArcArray2<f64> = array![[1.0], [2.0]].into_shared();
    let mut fitted = step.fit(x, (), &context).expect("fits");
    step.partial_fit(&mut fitted, array![[6.0]].into_shared(), (), &context).expect("is updated");
    assert_eq!(fitted.mean()[0], 3.0);
}

/// Twelve rows of three columns as four items of three rows, with a class for each row.
fn items() -> (ArcArray3<f64>, ArcArray2<u16>) {
    let (x, y) = rows(9, 12, 3, 2);
    let x = x.into_shape_with_order((4, 3, 3)).expect("36 numbers");
    (x, y.into_shape_with_order((4, 3)).expect("12 labels"))
}

#[test]
fn each_item_has_a_target_of_its_own() {
    let (x, y) = items();
    let wrapped = LogisticRegression::<2> { c: 0.1, ..LogisticRegression::default() };
    let step = ForEach { sharing: Sharing::Each, step: wrapped.clone() };
    let fitted = step.fit(x.clone(), y.clone(), &Context::root(&Run::new(), "test", Phase::Fit));
    let fitted = fitted.expect("two classes in each item");
    for (at, fitted) in fitted.fitted().iter().enumerate() {
        let (x, y) = (x.index_axis(Axis(0), at).to_shared(), y.row(at).to_shared());
        assert_eq!(*fitted, fit(&wrapped, x, y).expect("converges"));
    }
    let short = y.row_range(0..3).expect("within");
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    says(step.fit(x.clone(), short, &context), "expected a target for each of the 4 items, got 3");
    let shared = ForEach::<SgdClassifier<2>>::default();
    let mut model = shared.fit(x.clone(), y.clone(), &context).expect("learns");
    assert_eq!(model.fitted()[0].steps(), 4 * 20, "an item is a batch, in each of 20 epochs");
    shared.partial_fit(&mut model, x.clone(), y.clone(), &context).expect("is updated");
    assert_eq!(model.fitted()[0].steps(), 4 * 21);
    let mut each = fit(&step_of_scalers(), x.clone(), ()).expect("fits");
    step_of_scalers().partial_fit(&mut each, x.clone(), (), &context).expect("is updated");
    assert_eq!(each.fitted().iter().map(FittedStandardScaler::rows).collect::<Vec<_>>(), [6, 6, 6, 6]);
    let three = x.row_range(0..3).expect("within");
    says(step_of_scalers().partial_fit(&mut each, three, (), &context), "fitted on 4 items");
    assert_eq!(each.fitted().len(), 4);
}

fn step_of_scalers() -> ForEach<StandardScaler> {
    ForEach { sharing: Sharing::Each, step: StandardScaler::default() }
}

#[test]
fn a_fit_from_batches_of_items_equals_the_fit_on_all_items() {
    fn fitted_twice<Y: Table, S>(step: &S, x: &ArcArray3<f64>, y: &Y) -> (S::Fitted, S::Fitted)
    where
        S: Fit<ArcArray3<f64>, Y> + Learner,
    {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let mut learning = step.learning(&context).expect("starts").expect("learns from batches");
        for _ in 0..learning.passes() {
            for range in [0..1, 1..3, 3..4] {
                let batch =
                    (x.row_range(range.clone()).expect("within"), y.row_range(range).expect("within"));
                learning.update(batch.0, batch.1, &context).expect("learns");
            }
            learning.end_pass(&context).expect("ends");
        }
        let batches = learning.finish(&context).expect("complete");
        (batches, step.fit(x.clone(), y.clone(), &context).expect("fits"))
    }
    let (x, y) = items();
    let (batches, whole) = fitted_twice(&ForEach::<SgdClassifier<2>>::default(), &x, &y);
    assert_eq!(batches, whole);
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let each = step_of_scalers();
    let none = Fit::<ArcArray3<f64>>::learning(&each, &context);
    says(none.map(|_| ()), "`Sharing::Each` needs all items at once");

    let flat = Flattened::<StandardScaler>::default();
    let mut learning = flat.learning(&context).expect("starts").expect("learns from batches");
    learning.update(x.row_range(0..3).expect("within"), (), &context).expect("learns");
    learning.update(x.row_range(3..4).expect("within"), (), &context).expect("learns");
    let batches = learning.finish(&context).expect("complete");
    let whole = flat.fit(x, (), &context).expect("fits");
    for (batches, whole) in batches.fitted().mean().iter().zip(whole.fitted().mean()) {
        assert!((batches - whole).abs() < 1e-12);
    }
}

#[test]
fn epochs_have_the_order_of_the_seed_or_of_the_source() {
    let (x, y) = rows(10, 10, 3, 2);
    let run = Run::new().seed(5);
    let context = Context::root(&run, "test", Phase::Fit);
    let wrapped = SgdClassifier::<2> { epochs: 1, batch_size: 3, ..SgdClassifier::default() };
    let step = Epochs { epochs: 2, batch_size: 3, shuffle: true, step: wrapped };
    let model = step.fit(x.clone(), y.clone(), &context).expect("learns");
    assert_eq!(model.steps(), 8, "3, 3, 3 and 1 rows, twice");
    assert_eq!(step.fit(x.clone(), y.clone(), &context).expect("learns"), model);
    let other = Run::new().seed(6);
    let other = step.fit(x.clone(), y.clone(), &Context::root(&other, "test", Phase::Fit));
    assert_ne!(other.expect("learns"), model);

    let mut learning = step.learning(&context).expect("starts").expect("learns from batches");
    let none: (ArcArray2<f64>, ArcArray1<u16>) = (x.clone(), y.clone()).row_range(0..0).expect("within");
    learning.update(none.0, none.1, &context).expect("a batch without rows is ignored");
    learning.update(x.clone(), y.clone(), &context).expect("learns");
    assert!(learning.end_pass(&context).expect("ends"));
    says(learning.finish(&context), "2 epochs were asked for, but the rows were read 1 times");
    says(Epochs { epochs: 0, ..step.clone() }.fit(x, y, &context), "`epochs` must be at least 1");
}
