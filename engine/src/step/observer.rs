//! What the engine tells about a run while it happens.
//!
//! Invariant: without an observer no event is built and no clock is read.

use std::time::Instant;

use super::Measure;
use crate::Phase;

/// Sees the events of a run, from several threads at once.
pub trait Observer: Send + Sync {
    /// Called at each event, on the thread where it happens; keep it short.
    fn event(&self, event: &Event<'_>);
}

/// Something that happened to a node.
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
    /// A batch comes next, of a pipeline or step that learns from a source of batches.
    Batch {
        /// The pass over the rows, from 0.
        pass: usize,
        /// The batch in this pass, from 0.
        batch: usize,
    },
    /// The node has its output.
    Ended {
        /// The measure of each output: lengths of the axes, bytes.
        outputs: &'run [Measure],
    },
    /// The node failed or panicked; the run stops.
    Failed {
        /// What the node reported.
        message: &'run str,
    },
    /// The node does not run: the run's cache has what it learns and gives.
    Reused {
        /// The measure of each output that was needed, and so was loaded.
        outputs: &'run [Measure],
    },
    /// The node goes on, and has something to say: that a cache's entry is damaged, for example.
    Noted {
        /// What it says.
        message: &'run str,
    },
}

impl<'run> Event<'run> {
    pub(crate) fn now(path: &'run str, phase: Phase, kind: EventKind<'run>) -> Self {
        Self { path, phase, at: Instant::now(), thread: rayon::current_thread_index(), kind }
    }
}
