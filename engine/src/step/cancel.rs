//! Stopping a run from outside: a cancellation token and a deadline.
//!
//! Invariant: no node is interrupted. A run checks between two nodes and between two batches; a node that has started
//! runs to its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::error::ErrorKind;
use crate::{Error, Result};

/// Cancels every run that has a clone of it: see [`Run::cancel`](super::Run::cancel).
///
/// A run checks it before each node and each batch. The error has the kind [`ErrorKind::Cancelled`], and its path
/// names the node that was not started. A fitted model that the run uses is unchanged.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::ErrorKind;
/// use shapeflow::step::CancelToken;
///
/// pipeline! {
///     Scale(x: f64[n, d]) -> f64[n, d] { scaled = x |> StandardScaler; scaled }
/// }
///
/// let token = CancelToken::new();
/// let run = Run::new().cancel(token.clone());
/// let model = Scale::default().fit_with(&run, array![[1.0], [3.0]])?;
/// token.cancel(); // from any thread, a signal handler's for example
/// let error = model.predict_with(&run, array![[5.0]]).expect_err("cancelled");
/// assert_eq!((error.kind(), error.path()), (ErrorKind::Cancelled, "scale.scaled"));
/// assert_eq!(model.predict(array![[2.0]])?, array![[0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Creates a token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels the runs. A token cannot be reset: use another one for the next run.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The token and the deadline of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Stops {
    pub(super) token: Option<CancelToken>,
    pub(super) deadline: Option<Instant>,
}

impl Stops {
    /// Returns an error if the run has to stop.
    #[inline]
    pub(super) fn proceed(&self) -> Result<()> {
        let stopped = |why| Err(Error::of_kind(ErrorKind::Cancelled, format!("not started: {why}")));
        if self.token.as_ref().is_some_and(CancelToken::is_cancelled) {
            return stopped("the run was cancelled");
        }
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => stopped("the deadline of the run has passed"),
            _ => Ok(()),
        }
    }
}
