//! [`Observer`]: the events of a run, reported while it happens.
//!
//! Invariant: without an observer no event is built and no clock is read.

use std::time::Instant;

use super::Measure;
use crate::Phase;

/// Receives the events of a run, from several threads at once. Pass it to [`Run::observer`](super::Run::observer).
///
/// [`Timeline`](crate::run::Timeline) is an observer that keeps times. One of your own:
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Event, EventKind, Observer};
///
/// /// The paths of the nodes that ended.
/// #[derive(Default)]
/// struct Ended(Mutex<Vec<String>>);
///
/// impl Observer for Ended {
///     fn event(&self, event: &Event<'_>) {
///         if let EventKind::Ended { .. } = event.kind {
///             self.0.lock().unwrap().push(event.path.to_owned());
///         }
///     }
/// }
///
/// pipeline! {
///     Scale(x: f64[n, 2]) -> f64[n, 2] { x |> StandardScaler |> MinMaxScaler }
/// }
///
/// let ended = Arc::new(Ended::default());
/// Scale::default().fit_with(&Run::new().observer(ended.clone()), array![[1.0, 2.0], [3.0, 4.0]])?;
/// assert_eq!(*ended.0.lock().unwrap(), ["scale.output.standard_scaler", "scale.output.min_max_scaler"]);
/// # Ok::<(), Error>(())
/// ```
pub trait Observer: Send + Sync {
    /// Called for each event, on the thread where it happens. Return quickly: the run waits.
    fn event(&self, event: &Event<'_>);
}

/// An event of a node.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event<'run> {
    /// The node's path from the outermost pipeline: `digits.strokes.pca`.
    pub path: &'run str,
    /// Whether the node learns or transforms.
    pub phase: Phase,
    /// When it happened.
    pub at: Instant,
    /// The thread: its index in rayon's pool, or `None` outside a pool.
    pub thread: Option<usize>,
    /// What happened.
    pub kind: EventKind<'run>,
}

/// What happened to a node.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EventKind<'run> {
    /// The node has its inputs and starts.
    Started,
    /// A pipeline or a step that learns from a source of batches starts with the next batch.
    Batch {
        /// The pass over the rows, from 0.
        pass: usize,
        /// The batch in this pass, from 0.
        batch: usize,
        /// The number of batches of each pass, where the source knows it.
        of: Option<usize>,
    },
    /// The node has its outputs.
    Ended {
        /// The size of each output: lengths of the axes, bytes.
        outputs: &'run [Measure],
    },
    /// The node failed or panicked; the run stops.
    Failed {
        /// The message of the error.
        message: &'run str,
    },
    /// The node does not run: the run's cache has its fitted step and its outputs.
    Reused {
        /// The size of each output that was needed and therefore loaded.
        outputs: &'run [Measure],
    },
    /// The node reports something that is not an error, for example a damaged cache entry, and continues.
    Noted {
        /// The message.
        message: &'run str,
    },
}

impl<'run> Event<'run> {
    pub(crate) fn now(path: &'run str, phase: Phase, kind: EventKind<'run>) -> Self {
        Self { path, phase, at: Instant::now(), thread: rayon::current_thread_index(), kind }
    }
}
