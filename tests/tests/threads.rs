//! The threads of a run are a bound: no step uses another thread, whatever is parallel inside it.
//!
//! All threads of rayon's global pool are blocked, so a step that used it would never end.

use std::sync::mpsc;
use std::time::Duration;

use shapeflow::prelude::*;
use shapeflow::steps::{Bagging, CrossFit, SgdClassifier, Voting};
use shapeflow_tests::noise;

pipeline! {
    Every(x: f32[n, 40]) fit(y: u8[n], z: f32[n]) -> (probs: f32[n, 2], line: f32[n]) {
        scaled  = x |> StandardScaler |> MinMaxScaler;
        reduced = scaled |> Pca<20>;
        exact   = reduced |> LogisticRegression<2>.fit(y);
        steps   = reduced |> SgdClassifier<2> { epochs: 1 }.fit(y);
        bagged  = reduced |> Bagging<LogisticRegression<2>, 3>.fit(y);
        crossed = reduced |> CrossFit<LogisticRegression<2>, 3>.fit(y);
        probs   = [exact, steps, bagged, crossed] |> Voting;
        line    = reduced |> Ridge.fit(z);
        (probs, line)
    }

    /// A plan without a spare node runs on the calling thread.
    Chain(x: f32[n, 40]) fit(y: u8[n]) -> f32[n, 2] {
        x |> StandardScaler |> Loud |> LogisticRegression<2>.fit(y)
    }
}

/// A loop of its own.
#[step("[n, d] -> [n, d]", rowwise)]
fn loud(mut x: Array2<f32>, context: &Context<'_>) -> Array2<f32> {
    context.parallel(|| x.par_mapv_inplace(|value| value + 1.0));
    x
}

/// Calls `body` in a thread, which must end soon.
#[track_caller]
fn ends(what: &str, body: impl FnOnce() -> Result<()> + Send + 'static) {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(body()).expect("the test waits"));
    match receiver.recv_timeout(Duration::from_secs(120)) {
        Ok(result) => result.unwrap_or_else(|error| panic!("{what}: {error}")),
        Err(_) => panic!("{what} waits for the global pool"),
    }
}

#[test]
fn no_step_uses_the_global_pool_if_the_run_has_threads() {
    let (hold, held) = mpsc::channel::<()>();
    let held = std::sync::Arc::new(std::sync::Mutex::new(held));
    for _ in 0..rayon::current_num_threads() {
        let held = held.clone();
        rayon::spawn(move || drop(held.lock().map(|held| held.recv())));
    }
    for threads in [1, 2, 3] {
        for rows in [300, 30_000] {
            ends(&format!("{threads} threads, {rows} rows"), move || {
                let run = Run::new().threads(threads)?;
                let (x, z) = (noise(rows, 40, 1), noise(rows, 1, 2).column(0).to_owned());
                let y = Array1::from_shape_fn(rows, |row| (row % 2) as u8);
                let model = Every::default().fit_with(&run, &x, &y, &z)?;
                model.predict_with(&run, &x)?;
                model.predict_with(&run, noise(1, 40, 3))?;
                let model = Chain::default().fit_with(&run, &x, &y)?;
                model.predict_with(&run, &x)?;
                Ok(())
            });
        }
    }
    drop(hold);
}
