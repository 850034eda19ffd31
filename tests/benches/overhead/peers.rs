//! A graph as a pipeline and as a function, and the ways to run it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use shapeflow::prelude::*;

/// How a pipeline is run: with which options, and from which thread.
pub(crate) struct Peer {
    run: Run,
    within: Option<Arc<ThreadPool>>,
}

impl Peer {
    /// Runs with these options.
    pub(crate) fn new(run: &Run) -> Self {
        Self { run: run.clone(), within: None }
    }

    /// Runs with these options, called by a thread of the pool.
    pub(crate) fn within(run: &Run, pool: Arc<ThreadPool>) -> Self {
        Self { run: run.clone(), within: Some(pool) }
    }
}

/// Runs a closure a number of times.
type Repeat<'a> = Box<dyn Fn(&Run, usize) + Send + Sync + 'a>;

/// A graph to be measured.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) nodes: usize,
    by_hand: Repeat<'static>,
    pipeline: Repeat<'static>,
}

impl Case {
    /// A graph of this number of nodes; both functions return the same.
    pub(crate) fn new<T, P>(
        name: &'static str,
        nodes: usize,
        by_hand: impl Fn(&Run) -> Result<T> + Send + Sync + 'static,
        pipeline: impl Fn(&Run) -> Result<P> + Send + Sync + 'static,
    ) -> Result<Self> {
        // A run that fails would be fast.
        by_hand(&Run::new())?;
        pipeline(&Run::new())?;
        Ok(Self { name, nodes, by_hand: repeat(by_hand), pipeline: repeat(pipeline) })
    }

    /// Time of `count` runs of the pipeline.
    pub(crate) fn time(&self, peer: &Peer, count: usize) -> Duration {
        let clock = || {
            let start = Instant::now();
            (self.pipeline)(&peer.run, count);
            start.elapsed()
        };
        match &peer.within {
            None => clock(),
            Some(pool) => pool.install(clock),
        }
    }

    /// For each round, the ns of a run by hand, and of one by each peer, all in turns.
    pub(crate) fn measure<'p>(
        &self,
        peers: &(impl Iterator<Item = &'p Peer> + Clone),
        rounds: usize,
    ) -> Vec<Vec<f64>> {
        let count = 1 + (200_000 / self.time_by_hand(100).as_nanos().max(1)) as usize * 10;
        let per_run = |time: Duration| time.as_nanos() as f64 / count as f64;
        let round = |_| {
            let by_hand = std::iter::once(per_run(self.time_by_hand(count)));
            by_hand.chain(peers.clone().map(|peer| per_run(self.time(peer, count)))).collect()
        };
        // The first two warm up.
        (0..rounds + 2).map(round).skip(2).collect()
    }

    fn time_by_hand(&self, count: usize) -> Duration {
        let run = Run::new();
        let start = Instant::now();
        (self.by_hand)(&run, count);
        start.elapsed()
    }
}

fn repeat<T>(run_once: impl Fn(&Run) -> Result<T> + Send + Sync + 'static) -> Repeat<'static> {
    Box::new(move |run, count| {
        for _ in 0..count {
            black_box(run_once(black_box(run)).is_ok());
        }
    })
}
