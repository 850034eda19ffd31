//! The open resources of a run.
//!
//! Invariant: a resource is released once, in reverse order of opening, when the last run that has it is dropped: after
//! success, error, panic and cancellation alike.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::Phase;

/// The open resources, in the order of opening.
pub(crate) struct Resources {
    pub(super) phase: Phase,
    pub(super) opened: Vec<Opened>,
    /// The paths of the pipelines whose resources are open.
    pub(super) pipelines: Vec<String>,
    /// Resources that a caller opened earlier, for another pipeline or phase.
    before: Option<Arc<Resources>>,
}

/// One open resource.
pub(super) struct Opened {
    /// The path of the node that opened it.
    pub(super) path: String,
    pub(super) type_name: &'static str,
    pub(super) resource: Box<dyn Any + Send + Sync>,
}

impl Resources {
    /// Creates an empty collection for runs of this phase, on top of the resources that are open already.
    pub(super) fn on_top_of(before: Option<Arc<Self>>, phase: Phase) -> Self {
        Self { phase, opened: Vec::new(), pipelines: Vec::new(), before }
    }

    /// Returns whether nothing was opened.
    pub(crate) fn is_empty(&self) -> bool {
        self.opened.is_empty()
    }

    /// Releases all but the first `kept`, the last one first. A panic while releasing is reported to `tracing`.
    pub(super) fn release(&mut self, kept: usize) {
        while self.opened.len() > kept
            && let Some(Opened { path, resource, .. }) = self.opened.pop()
        {
            if catch_unwind(AssertUnwindSafe(|| drop(resource))).is_err() {
                tracing::error!(target: "shapeflow", path, "a resource panicked while it was released");
            }
        }
    }

    /// Iterates over this collection and those below it.
    pub(super) fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |resources| resources.before.as_deref())
    }
}

impl Drop for Resources {
    fn drop(&mut self) {
        self.release(0);
    }
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.opened.iter().map(|opened| &opened.path)).finish()
    }
}
