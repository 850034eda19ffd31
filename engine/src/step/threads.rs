//! Where the parallel loops inside a step run: on the threads of its run.
//!
//! Invariant: a loop within [`on_threads_of_run`] uses no thread beyond those of the run that executes the step, whichever
//! thread executes it. A run within another one without threads of its own has those of the outer run.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Threads;

/// The threads of the run whose nodes this thread executes outside of the run's pool.
#[derive(Clone)]
enum Bound {
    One,
    Pool(Arc<ThreadPool>),
}

thread_local! {
    static BOUND: RefCell<Option<Bound>> = const { RefCell::new(None) };
    /// A pool of one thread for the loops of this thread, while which it waits. Runs of several threads do not share one, because
    /// they would wait for each other.
    static ONE: OnceCell<Option<ThreadPool>> = const { OnceCell::new() };
}

/// Restores the bound that was there before, also after a panic.
struct Restore(Option<Bound>);

impl Drop for Restore {
    fn drop(&mut self) {
        BOUND.with_borrow_mut(|bound| *bound = self.0.take());
    }
}

/// Calls `body`, which executes nodes of a run with these threads on the calling thread.
#[inline]
pub(crate) fn bounded_by<T>(threads: &Threads, body: impl FnOnce() -> T) -> T {
    let bound = match threads {
        Threads::Current => return body(),
        Threads::Inline => Bound::One,
        Threads::Pool(pool) => Bound::Pool(pool.clone()),
    };
    let _restore = Restore(BOUND.with_borrow_mut(|current| current.replace(bound)));
    body()
}

/// Calls `work`, a loop that may use several threads of rayon, within the threads of the run.
pub(crate) fn on_threads_of_run<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match BOUND.with_borrow(Clone::clone) {
        None => work(),
        Some(Bound::Pool(pool)) if pool.current_thread_index().is_some() => work(),
        Some(Bound::Pool(pool)) => pool.install(work),
        Some(Bound::One) => {
            ONE.with(|one| match one.get_or_init(|| ThreadPoolBuilder::new().num_threads(1).build().ok()) {
                Some(pool) => pool.install(work),
                // The system has no more threads: the global pool still does the work.
                None => work(),
            })
        }
    }
}
