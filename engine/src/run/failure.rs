//! The failure of a run: which one is reported when several nodes fail side by side.
//!
//! Invariant: of all failures that were recorded, the one of the node with the lowest number is reported, so the
//! order in which threads happen to report has no say.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::error::ErrorKind;
use crate::{Error, Result};

/// Collects failures from several threads.
#[derive(Default)]
pub(super) struct Failure {
    stopped: AtomicBool,
    first: Mutex<Option<(usize, Error)>>,
}

impl Failure {
    /// Whether a node failed, so that no other may start.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Notes that `node` failed.
    #[cold]
    pub(super) fn record(&self, node: usize, error: Error) {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(known, _)| node < *known) {
            *first = Some((node, error));
        }
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// The result of the whole run.
    pub(super) fn into_result(self) -> Result<()> {
        match self.first.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }
}

/// Runs `body`, which says in the cell what it is at, and notes a panic as the failure of that node.
pub(super) fn guarded(failure: &Failure, body: impl FnOnce(&Cell<usize>)) {
    let at = Cell::new(0);
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| body(&at))) {
        failure.record(at.get(), panic_error(&*payload));
    }
}

/// Turns what a panic carries into an error.
pub(super) fn panic_error(payload: &(dyn Any + Send)) -> Error {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    Error::of_kind(ErrorKind::Panic, format!("panicked: {text}"))
}
