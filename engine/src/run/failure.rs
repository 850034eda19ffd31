//! The failure of a run, a panic as an error, and which failure is reported when several nodes fail in parallel.
//!
//! Invariant: the reported failure is that of the failed node with the lowest number, whatever the order in which
//! threads record theirs.

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
    /// Returns whether a node failed, so that no other may start.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Records that `node` failed.
    #[cold]
    pub(super) fn record(&self, node: usize, error: Error) {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(known, _)| node < *known) {
            *first = Some((node, error));
        }
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Returns the result of the whole run.
    pub(super) fn into_result(self) -> Result<()> {
        match self.first.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }
}

/// Runs `body` and records a panic as the failure of the node whose number `body` last wrote to the cell.
pub(super) fn guarded(failure: &Failure, body: impl FnOnce(&Cell<usize>)) {
    let at = Cell::new(0);
    let ended = caught(|| {
        body(&at);
        Ok(())
    });
    if let Err(panicked) = ended {
        failure.record(at.get(), panicked);
    }
}

/// Runs `body` and converts a panic to an error.
///
/// # Errors
/// That of `body`, or its panic.
pub(crate) fn caught<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(panicked(&*payload)))
}

/// Converts the payload of a panic to an error.
fn panicked(payload: &(dyn Any + Send)) -> Error {
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = format!("the step panicked: {}", said.unwrap_or("(without a message)"));
    Error::of_kind(ErrorKind::Panic, message)
}
