//! Golden behaviours of other libraries' meta-steps.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use shapeflow::step::Continues;
use shapeflow::steps::Sharing;

use super::*;

/// Writes its number into a log when it sees an item.
#[derive(Debug, Clone, Default)]
struct Visit {
    number: usize,
    log: Arc<Mutex<Vec<usize>>>,
}

#[step("[n, d] -> [n, d]")]
impl Visit {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        self.log.lock().expect("no panic").push(self.number);
        x
    }
}

pipeline! {
    Visits(x: f32[n, d]) -> f32[n, d] { x |> first: Visit |> second: Visit }
    Items(x: f32[items, n, d]) -> f32[items, n, d] { x |> ForEach<Visits> }
    Scaled(x: f32[items, n, d]) -> f32[items, n, d] {
        x |> ForEach<StandardScaler> { sharing: Sharing::Each }
    }
}

#[test]
fn two_steps_for_each_of_two_items_visit_1_2_1_2() -> Result<()> {
    let log = Arc::new(Mutex::new(Vec::new()));
    let mut items = Items::default();
    let visits = &mut items.output.step;
    visits.output.first = Visit { number: 1, log: Arc::clone(&log) };
    visits.output.second = Visit { number: 2, log: Arc::clone(&log) };
    let x = Array3::<f32>::zeros((2, 3, 1));
    let model = items.fit(&x)?;
    log.lock().expect("no panic").clear();
    model.predict(&x)?;
    assert_eq!(*log.lock().expect("no panic"), [1, 2, 1, 2]);
    Ok(())
}

#[test]
fn three_items_after_two_are_an_error_and_replace_no_fitted_step() -> Result<()> {
    let x = table(2, 3).insert_axis(Axis(2));
    let model = Scaled::default().fit(&x)?;
    let three = table(3, 3).insert_axis(Axis(2));
    let error = model.predict(&three).expect_err("3 after 2");
    assert!(
        error.to_string().contains("fitted on 2 items with one step for each, but got 3 items"),
        "{error}"
    );
    assert_eq!(model.output.fitted().len(), 2);
    assert!(model.predict(&x).is_ok());
    Ok(())
}

/// Counts how often it learns and transforms.
#[derive(Debug, Clone, Default)]
struct Tally {
    learnt: Arc<AtomicUsize>,
    transformed: Arc<AtomicUsize>,
}

#[derive(Debug, Clone)]
struct FittedTally(Arc<AtomicUsize>);

impl Step for Tally {
    type Fitted = FittedTally;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Fit<ArcArray2<f32>> for Tally {
    fn fit(&self, _: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<FittedTally> {
        self.learnt.fetch_add(1, Ordering::Relaxed);
        Ok(FittedTally(Arc::clone(&self.transformed)))
    }

    fn update_fitted(&self, _: &mut FittedTally, _: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<()> {
        self.learnt.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl Continues for Tally {}

impl Transform<ArcArray2<f32>> for FittedTally {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(x)
    }
}

pipeline! {
    Repeated(x: f32[n, d]) -> f32[n, d] {
        x |> repeated: Epochs<Tally> { epochs: 2, batch_size: 100 } |> StandardScaler
    }
}

#[test]
fn two_epochs_learn_twice_and_transform_once() -> Result<()> {
    let repeated = Repeated::default();
    repeated.fit(table(10, 2))?;
    let Tally { learnt, transformed } = &repeated.output.repeated.step;
    assert_eq!((learnt.load(Ordering::Relaxed), transformed.load(Ordering::Relaxed)), (2, 1));
    Ok(())
}
