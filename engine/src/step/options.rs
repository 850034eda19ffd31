//! What the caller chooses for a run: seed, threads, observer, and when it stops.

#[cfg(feature = "cache")]
use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::cancel::{CancelToken, Stops};
use super::{Observer, Resources};
use crate::error::ErrorKind;
use crate::{Error, Result};

/// The options of a run. The default: seed 0, rayon's global pool, no observer.
///
/// The same seed gives the same bits on any number of threads.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new().seed(7).threads(2)?;
/// assert_eq!(run.seed_value(), 7);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Run {
    seed: u64,
    threads: Threads,
    observer: Option<Arc<dyn Observer>>,
    stops: Stops,
    parts: usize,
    resources: Option<Arc<Resources>>,
    /// What a module above adds to a run; its type tells which.
    #[cfg(feature = "cache")]
    added: Option<Arc<dyn Any + Send + Sync>>,
}

/// Where the nodes of a graph run.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum Threads {
    /// In rayon's global pool, or in the pool of the thread that calls.
    #[default]
    Current,
    /// On the calling thread, one node after the other.
    Inline,
    /// In this pool.
    Pool(Arc<ThreadPool>),
}

impl Run {
    /// The default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the seed from which every node's random numbers derive.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Runs on `count` threads of their own; 1 runs inline on the calling thread.
    ///
    /// The threads start here, once, and serve every run with these options.
    ///
    /// # Errors
    /// `count` is 0, or the operating system refuses the threads.
    pub fn threads(mut self, count: usize) -> Result<Self> {
        self.threads = match count {
            0 => return Err(Error::of_kind(ErrorKind::Run, "a run needs at least 1 thread, got 0")),
            1 => Threads::Inline,
            _ => Threads::Pool(Arc::new(ThreadPoolBuilder::new().num_threads(count).build().map_err(
                |source| Error::of_kind(ErrorKind::Run, format!("cannot start {count} threads: {source}")),
            )?)),
        };
        Ok(self)
    }

    /// Runs in this pool.
    #[must_use]
    pub fn pool(mut self, pool: Arc<ThreadPool>) -> Self {
        self.threads = Threads::Pool(pool);
        self
    }

    /// Tells every event to `observer`.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Learns from so many batches at once within `fit_batches`; at least 1, the default. So many are in memory.
    ///
    /// A step that implements [`Learn`](super::Learn) learns from each as a part of its own, side by side on the threads of
    /// the run, and the parts are merged in the order of the rows: the same bits on any number of threads, and those of
    /// another number of parts up to rounding. Any other step learns from them one after the other.
    #[must_use]
    pub fn parts(mut self, count: usize) -> Self {
        self.parts = count;
        self
    }

    /// Stops once somebody cancels the token, before the next node or batch.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.stops.token = Some(token);
        self
    }

    /// Stops at this time, before the next node or batch.
    #[must_use]
    pub fn deadline(mut self, at: Instant) -> Self {
        self.stops.deadline = Some(at);
        self
    }

    /// Whether the run goes on. The engine asks before each node and each batch; a step that works for long may ask too.
    ///
    /// # Errors
    /// It was cancelled, or its deadline has passed: [`ErrorKind::Cancelled`].
    pub fn proceed(&self) -> Result<()> {
        self.stops.proceed()
    }

    /// These options, with what was opened.
    pub(crate) fn with_resources(&self, resources: Resources) -> Self {
        Self { resources: Some(Arc::new(resources)), ..self.clone() }
    }

    /// What is open.
    pub(crate) fn resources_value(&self) -> Option<&Arc<Resources>> {
        self.resources.as_ref()
    }

    /// Adds what a module above needs to know in the run.
    #[cfg(feature = "cache")]
    pub(crate) fn adding(mut self, added: Arc<dyn Any + Send + Sync>) -> Self {
        self.added = Some(added);
        self
    }

    /// What was added, where it is a `T`.
    #[cfg(feature = "cache")]
    pub(crate) fn added<T: 'static>(&self) -> Option<&T> {
        self.added.as_deref().and_then(|added| added.downcast_ref())
    }

    /// The seed.
    pub fn seed_value(&self) -> u64 {
        self.seed
    }

    /// Where the nodes run.
    pub fn threads_value(&self) -> &Threads {
        &self.threads
    }

    /// How many batches are learnt from at once.
    pub fn parts_value(&self) -> usize {
        self.parts.max(1)
    }

    /// Who is told about events.
    pub fn observer_value(&self) -> Option<&dyn Observer> {
        self.observer.as_deref()
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("seed", &self.seed)
            .field("threads", &self.threads)
            .field("observer", &self.observer.is_some())
            .field("resources", &self.resources)
            .finish()
    }
}
