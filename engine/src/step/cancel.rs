//! Stopping a run from outside: a token that somebody sets, and a deadline.
//!
//! Invariant: nothing is torn off. A run looks between two nodes and between two batches; what has started ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::error::ErrorKind;
use crate::{Error, Result};

/// Stops every run that was given a clone of it: [`Run::cancel`](super::Run::cancel).
///
/// A run looks at it before each node and each batch; the error has the kind [`ErrorKind::Cancelled`], and its path
/// names what was not started. A fitted model that a run uses stays as it was.
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
    /// A token that nobody has set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the runs. There is no way back: the next run takes another token.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has called [`cancel`](Self::cancel).
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What may stop a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Stops {
    pub(super) token: Option<CancelToken>,
    pub(super) deadline: Option<Instant>,
}

impl Stops {
    /// Whether the run goes on; an error says why not.
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
