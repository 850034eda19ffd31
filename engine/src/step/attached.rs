//! What a higher module attaches to a run or to a context and finds by its type: the cache, which this module does not know.
//!
//! Invariant: nothing here reads what is attached.

#![cfg_attr(not(feature = "cache"), allow(dead_code, reason = "only the cache attaches something"))]

use std::any::Any;
use std::sync::Arc;

use super::{Context, Event, EventKind, Measure, Run};

impl Run {
    /// Adds an extension by a higher module.
    pub(crate) fn adding(mut self, added: Arc<dyn Any + Send + Sync>) -> Self {
        self.added = Some(added);
        self
    }

    /// Returns the extension, if it is a `T`.
    pub(crate) fn added<T: 'static>(&self) -> Option<&T> {
        self.added.as_deref().and_then(|added| added.downcast_ref())
    }
}

impl<'run> Context<'run> {
    /// Attaches what a nested pipeline needs to know about its inputs.
    pub(crate) fn with_attached(mut self, attached: &'run (dyn Any + Send + Sync)) -> Self {
        self.attached = Some(attached);
        self
    }

    /// Returns what was attached for this pipeline, if it is a `T`.
    pub(crate) fn attached<T: 'static>(&self) -> Option<&'run T> {
        self.attached.and_then(|attached| attached.downcast_ref())
    }

    /// Reports to the run's observer and to `tracing` that the node does not run.
    pub(crate) fn reused(&self, outputs: &[Measure]) {
        let path = self.path();
        tracing::debug!(target: "shapeflow", path = path.as_str(), "taken from the cache");
        if let Some(observer) = self.run().observer_value() {
            observer.event(&Event::now(&path, self.phase(), EventKind::Reused { outputs }));
        }
    }
}
