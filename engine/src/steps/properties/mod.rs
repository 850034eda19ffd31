//! Properties of the steps. `every` has the laws that all obey, in one table; the other files have those of a group of steps: weights,
//! batches, inverses, convergence, and so on.

mod batches;
#[cfg(feature = "cache")]
mod cached;
mod cancelling;
mod columns;
mod convergence;
mod descent;
mod errors;
#[cfg(all(feature = "linalg", feature = "save"))]
mod every;
mod finite;
mod inverses;
mod meta;
mod meta_wrapped;
mod parts;
mod sparse;
mod stalls;
mod strata;
mod text;
mod threads;
mod weights;

use std::sync::Mutex;

use ndarray::{ArcArray1, ArcArray2, Array2, ShapeBuilder};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::step::{Context, Event, EventKind, Fit, Observer, Run, Step};
use crate::{Phase, Result};

/// The notes of a run, with the path of the node.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn event(&self, event: &Event<'_>) {
        if let EventKind::Noted { message } = &event.kind {
            self.0.lock().expect("no panic").push(format!("{}: {message}", event.path));
        }
    }
}

/// Fits a step outside a pipeline.
fn fit<S: Fit<X, Y>, X, Y>(step: &S, x: X, y: Y) -> Result<<S as Step>::Fitted> {
    let run = Run::new();
    step.fit(x, y, &Context::root(&run, "test", Phase::Fit))
}

/// Rows whose columns differ in offset and spread by powers of ten, and their classes.
fn rows(seed: u64, rows: usize, columns: usize, classes: usize) -> (ArcArray2<f64>, ArcArray1<u16>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut uniform = || random.next_u32() as f64 / f64::from(u32::MAX) - 0.5;
    let labels = ArcArray1::from_iter((0..rows).map(|row| (row % classes) as u16));
    let x = Array2::from_shape_fn((rows, columns), |(row, column)| {
        let power = 10_f64.powi(column as i32 % 5 - 2);
        1000.0 * power + power * (uniform() + 0.2 * f64::from(labels[row]) * (column % 3) as f64)
    });
    (x.into_shared(), labels)
}

/// The same rows in column-major order.
fn by_columns(x: &ArcArray2<f64>) -> ArcArray2<f64> {
    let mut other = Array2::zeros(x.raw_dim().f());
    other.assign(x);
    other.into_shared()
}

/// Runs `work` in pools of 1, 2 and 8 threads; all must return the same result.
#[track_caller]
fn same_bits<T: Send + PartialEq + std::fmt::Debug>(work: impl Fn() -> T + Sync + Send) {
    let results = [1, 2, 8].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(&work)
    });
    assert_eq!(results[0], results[1]);
    assert_eq!(results[0], results[2]);
}
