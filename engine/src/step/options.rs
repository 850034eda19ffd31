//! [`Run`]: the options of a run, such as its seed, threads, observer and deadline.
//!
//! Invariant: of all options, only the seed and the number of parts can change the bits of a result.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::cancel::{CancelToken, Stops};
use super::{Observer, Resources};
use crate::error::ErrorKind;
use crate::{Error, Result};

/// The options of a run. The default is seed 0, rayon's global pool, no observer.
///
/// The same seed gives the same bits on any number of threads.
///
/// ```
/// use std::sync::Arc;
/// use std::time::{Duration, Instant};
///
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
///         petals |> StandardScaler |> SgdClassifier<2>.fit(kind)
///     }
/// }
///
/// let timeline = Arc::new(Timeline::new());
/// let run = Run::new()
///     .seed(7)
///     .threads(2)?
///     .observer(timeline.clone())
///     .deadline(Instant::now() + Duration::from_secs(60));
///
/// let petals = array![[1.4, 0.2], [4.7, 1.4], [1.3, 0.2], [4.5, 1.5]];
/// let model = Flowers::default().fit_with(&run, &petals, array![0, 1, 0, 1])?;
/// let again = Flowers::default().fit_with(&run, &petals, array![0, 1, 0, 1])?;
/// assert_eq!(model.predict(&petals)?, again.predict(&petals)?);
/// assert_eq!(timeline.nodes().len(), 4);
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
    /// An extension of the run by a higher module, which finds it by its type.
    pub(super) added: Option<Arc<dyn Any + Send + Sync>>,
}

/// Where the nodes of a graph run.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum Threads {
    /// In the rayon pool of the calling thread, or in the global one.
    #[default]
    Current,
    /// On the calling thread, one node after another.
    Inline,
    /// In this pool.
    Pool(Arc<ThreadPool>),
}

impl Run {
    /// Returns the default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the seed from which every node's random numbers derive.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Runs on a new pool of `count` threads; 1 runs on the calling thread.
    ///
    /// This bounds everything that runs in a fit or predict, the parallel loops inside the steps of the library included. A step
    /// with loops of its own calls [`Context::parallel`](super::Context::parallel). What is too little work for several threads
    /// runs on the calling thread.
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

    /// Reports every event to `observer`.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Learns from `count` batches at once within `fit_batches`, at least 1, which is the default. That many batches are in
    /// memory.
    ///
    /// A step that implements [`Learn`](super::Learn) learns from each as a part of its own, in parallel on the threads of the
    /// run, and the parts are merged in the order of the rows. The bits are the same on any number of threads, and equal up
    /// to rounding for another number of parts. Any other step learns from the batches one after another.
    #[must_use]
    pub fn parts(mut self, count: usize) -> Self {
        self.parts = count;
        self
    }

    /// Stops before the next node or batch, or after an iteration of a learner, once the token is cancelled.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.stops.token = Some(token);
        self
    }

    /// Stops before the next node or batch, or after an iteration of a learner, once this time has passed.
    #[must_use]
    pub fn deadline(mut self, at: Instant) -> Self {
        self.stops.deadline = Some(at);
        self
    }

    /// Returns an error if the run has to stop. The engine calls it before each node and each batch; a step that works for a
    /// long time may call it too.
    ///
    /// # Errors
    /// The run was cancelled, or its deadline has passed: [`ErrorKind::Cancelled`].
    #[inline]
    pub fn proceed(&self) -> Result<()> {
        self.stops.proceed()
    }

    /// Returns these options with the resources that were opened.
    pub(crate) fn with_resources(&self, resources: Resources) -> Self {
        Self { resources: Some(Arc::new(resources)), ..self.clone() }
    }

    /// Returns the open resources.
    pub(crate) fn resources_value(&self) -> Option<&Arc<Resources>> {
        self.resources.as_ref()
    }

    /// Returns the seed.
    pub fn seed_value(&self) -> u64 {
        self.seed
    }

    /// Returns where the nodes run.
    pub fn threads_value(&self) -> &Threads {
        &self.threads
    }

    /// Returns the number of batches that are learned from at once.
    pub fn parts_value(&self) -> usize {
        self.parts.max(1)
    }

    /// Returns the observer.
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
