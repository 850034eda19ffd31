//! How graphs run: on any number of threads, values dropped at their last use, up to the first error.

mod branches;
mod data;
mod errors;
mod events;
mod failures;
mod layered;
#[rustfmt::skip]
mod layered_pipelines;
mod memory;
mod places;
mod skipping;

use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use shapeflow::prelude::*;
use shapeflow::step::Threads;
use shapeflow_tests::steps::*;
use shapeflow_tests::{bits, noise, table};

/// Inline, and on pools of two and eight threads.
fn runs() -> [Run; 4] {
    let threads = |count| Run::new().threads(count).expect("threads start");
    let pool = ThreadPoolBuilder::new().num_threads(3).build().expect("threads start");
    [threads(1), threads(2), threads(8), Run::new().pool(Arc::new(pool))]
}

/// Enough rows that waking other threads pays off.
const MANY: usize = 20_000;
