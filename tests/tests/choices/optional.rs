//! `optional Step`: a hyperparameter decides whether the step is used; an absent step does nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::batches::Rows;
use shapeflow::prelude::*;

static FITTED: AtomicUsize = AtomicUsize::new(0);
static CALLED: AtomicUsize = AtomicUsize::new(0);

/// Adds its hyperparameter, and counts its calls.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct Added {
    #[space(uniform(0.0..=1.0))]
    amount: f32,
}

#[derive(Debug, Clone)]
struct FittedAdded(f32);

impl Step for Added {
    type Fitted = FittedAdded;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Fit<ArcArray2<f32>> for Added {
    fn fit(&self, _: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<FittedAdded> {
        FITTED.fetch_add(1, Ordering::Relaxed);
        Ok(FittedAdded(self.amount))
    }
}

impl Transform<ArcArray2<f32>> for FittedAdded {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        CALLED.fetch_add(1, Ordering::Relaxed);
        Ok(x + self.0)
    }
}

pipeline! {
    Adding(x: f32[n, 2]) -> f32[n, 2] {
        x |> optional Added { amount: 0.5 ~ uniform(0.0..=9.0) } |> scaler: optional StandardScaler
    }
}

fn counts() -> (usize, usize) {
    (FITTED.swap(0, Ordering::Relaxed), CALLED.swap(0, Ordering::Relaxed))
}

#[test]
fn an_absent_step_is_neither_fitted_nor_called() {
    let x = array![[1.0_f32, 2.0], [3.0, 4.0]];
    let plain = "output.scaler = false\noutput.added = false".parse().expect("an assignment");
    let absent = Adding::default().with(&plain).expect("known paths");
    counts();
    let fitted = absent.fit(x.clone()).expect("fits");
    assert_eq!(fitted.predict(x.clone()).expect("predicts"), x);
    assert_eq!(counts(), (0, 0));
    assert!(fitted.output.added.fitted().is_none());
    let present = absent.with(&Assignment::from([("output.added", true)])).expect("a known path");
    let fitted = present.fit(x.clone()).expect("fits");
    assert_eq!(fitted.predict(x.clone()).expect("predicts"), x + 0.5);
    let (fits, calls) = counts();
    assert!(fits == 1 && calls >= 1);
}

#[test]
fn whether_it_is_there_is_a_hyperparameter() {
    insta::assert_snapshot!(Adding::space().expect("sound"), @r"
    output.added             boolean()
    output.added.amount      uniform(0.0..=9.0)  where output.added is true
    output.scaler            boolean()
    output.scaler.with_mean  boolean()           where output.scaler is true
    output.scaler.with_std   boolean()           where output.scaler is true
    ");
    assert_eq!(Adding::at().output.added.amount.to_string(), "output.added.amount");
    let absent = Adding::default().with(&Assignment::from([("output.scaler", false)])).expect("a known path");
    let error =
        absent.with(&Assignment::from([("output.scaler.with_mean", true)])).expect_err("it is absent");
    assert!(error.to_string().starts_with("output.scaler.with_mean: "), "{error}");
}

pipeline! {
    Scaling(x: f32[n, 2]) -> f32[n, 2] { x |> optional StandardScaler }
}

#[test]
fn a_step_that_may_be_left_out_learns_from_batches() -> Result<()> {
    let x = array![[1.0_f32, 2.0], [3.0, 6.0], [5.0, 1.0]].into_shared();
    let batches = || Rows::of(x.clone()).by(2);
    let present = Scaling::default();
    assert_eq!(present.passes()?, 1);
    let mut fitted = present.fit_batches(batches()?)?;
    assert_eq!(fitted.predict(x.clone())?, present.fit(x.clone())?.predict(x.clone())?);
    present.partial_fit(&mut fitted, x.clone())?;
    assert_eq!(fitted.output.fitted().map(|scaler| scaler.mean()[0]), Some(3.0));

    let absent = Scaling::default().with(&Assignment::from([("output", false)]))?;
    assert_eq!(absent.passes()?, 0);
    let mut without = absent.fit_batches(batches()?)?;
    absent.partial_fit(&mut without, x.clone())?;
    assert_eq!(without.predict(x.clone())?, x);

    let error = absent.partial_fit(&mut fitted, x.clone()).expect_err("it was there");
    assert!(error.to_string().contains("was present when the model was fitted"), "{error}");
    let error = present.partial_fit(&mut without, x).expect_err("it was left out");
    assert!(error.to_string().contains("left out when the model was fitted"), "{error}");
    Ok(())
}
