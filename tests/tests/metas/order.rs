//! Golden behaviours of other libraries' meta-steps.

use std::sync::{Arc, Mutex};

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
    assert!(error.to_string().contains("fitted on 2 items, one step for each, but given 3"), "{error}");
    assert_eq!(model.output.fitted().len(), 2);
    assert!(model.predict(&x).is_ok());
    Ok(())
}
