//! [`Retry`]: repeats a step after a temporary failure.
//!
//! Invariant: every attempt receives an equal value, and an error that is not temporary is returned at once.

use std::io;
use std::thread;
use std::time::Duration;

use super::forward::forward;
use super::inner_learning::wrapped;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Out, Run, RunningFit, Step, Transform, Value};
use crate::{Error, Result};

/// Repeats a step after a temporary failure, such as a busy service or a broken connection.
///
/// The signature is that of the wrapped step. An error is temporary if its sources include a [`std::io::Error`] whose kind is
/// about time, interruption, the network or a busy resource; a step reports other errors as temporary with
/// `io::Error::new(kind, error).into()`. Any other error is returned at once. Between two attempts the thread sleeps. In a fit
/// from batches, no batch is repeated: an error ends the fit.
///
/// # Errors
/// The last error of the wrapped step; or 0 attempts.
///
/// ```
/// use std::io;
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use shapeflow::prelude::*;
///
/// static CALLS: AtomicUsize = AtomicUsize::new(0);
///
/// /// Answers every second call.
/// #[step("[n] -> [n]")]
/// fn busy(x: ArrayView1<'_, f64>) -> Result<Array1<f64>> {
///     if CALLS.fetch_add(1, Ordering::Relaxed) % 2 == 0 {
///         return Err(io::Error::new(io::ErrorKind::TimedOut, "no answer within 1 s").into());
///     }
///     Ok(x.to_owned())
/// }
///
/// pipeline! {
///     Answers(x: f64[n]) -> f64[n] { x |> Retry<Busy> { pause_milliseconds: 1 } }
/// }
///
/// assert_eq!(Answers::default().fit(array![0.0])?.predict(array![1.0])?, array![1.0]);
/// assert!(CALLS.load(Ordering::Relaxed) >= 2);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Retry<S> {
    /// The largest number of attempts. Default: 3.
    pub attempts: usize,
    /// The pause before the second attempt, in ms; it doubles before each further one. Default: 100.
    pub pause_milliseconds: u64,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

impl<S: Default> Default for Retry<S> {
    fn default() -> Self {
        Self { attempts: 3, pause_milliseconds: 100, step: S::default() }
    }
}

/// The fitted form of a [`Retry`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedRetry<F> {
    attempts: usize,
    pause_milliseconds: u64,
    #[cfg_attr(feature = "save", save(name = "step"))]
    fitted: F,
}

impl<F> FittedRetry<F> {
    /// The fitted step inside.
    pub fn fitted(&self) -> &F {
        &self.fitted
    }

    /// Calls `attempt` with the fitted step inside, again after a temporary failure.
    pub(super) fn again<V: Clone, T>(
        &self,
        value: V,
        run: Option<&Run>,
        mut attempt: impl FnMut(&F, V) -> Result<T>,
    ) -> Result<T> {
        let pauses = (self.attempts, self.pause_milliseconds);
        retry(pauses, value, run, |value| attempt(&self.fitted, value))
    }
}

impl<S> Retry<S> {
    pub(super) fn pauses(&self) -> (usize, u64) {
        (self.attempts, self.pause_milliseconds)
    }

    fn wrap<F>(&self, fitted: F) -> FittedRetry<F> {
        FittedRetry { attempts: self.attempts, pause_milliseconds: self.pause_milliseconds, fitted }
    }
}

impl<S: Step> Step for Retry<S> {
    type Fitted = FittedRetry<S::Fitted>;
    forward!(S: SIGNATURE, LEARNS, ROWWISE, REVISION);
    forward!(S: names(|fitted| Some(&fitted.fitted)));

    fn unlearned(&self) -> Option<Self::Fitted> {
        self.step.unlearned().map(|fitted| self.wrap(fitted))
    }
}

forward!(impl[S] Learner, Continues for Retry<S>);

impl<X: Value, Y: Value, S: Fit<X, Y>> Fit<X, Y> for Retry<S> {
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
        let fit = |(x, y)| self.step.fit(x, y, context);
        Ok(self.wrap(retry(self.pauses(), (x, y), Some(context.run()), fit)?))
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(Self::Fitted, Out<Self, X>)> {
        let fit = |(x, y)| self.step.fit_transform(x, y, context);
        let (fitted, out) = retry(self.pauses(), (x, y), Some(context.run()), fit)?;
        Ok((self.wrap(fitted), out))
    }

    fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        let inner = self.step.learning(context)?;
        Ok(inner.map(|inner| wrapped(inner, |fitted| self.wrap(fitted))))
    }

    fn update_fitted(&self, fitted: &mut Self::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        let inner = &mut fitted.fitted;
        let update = |(x, y)| self.step.update_fitted(inner, x, y, context);
        retry(self.pauses(), (x, y), Some(context.run()), update)
    }
}

impl<X: Clone, F: Transform<X>> Transform<X> for FittedRetry<F> {
    type Out = F::Out;

    fn transform(&self, x: X) -> Result<F::Out> {
        self.again(x, None, F::transform)
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<F::Out> {
        self.again(x, Some(context.run()), |fitted, x| fitted.transform_with(x, context))
    }
}

/// Calls `attempt` until it succeeds, fails permanently, or the run is cancelled. The last attempt owns the value, so that it can
/// work in place.
pub(super) fn retry<V: Clone, T>(
    (attempts, pause_milliseconds): (usize, u64),
    value: V,
    run: Option<&Run>,
    mut attempt: impl FnMut(V) -> Result<T>,
) -> Result<T> {
    if attempts == 0 {
        return Err(Error::new("`attempts` must be at least 1, got 0"));
    }
    let mut pause = Duration::from_millis(pause_milliseconds);
    for _ in 1..attempts {
        match attempt(value.clone()) {
            Err(error) if is_temporary(&error) => sleep(pause, run)?,
            result => return result,
        }
        pause = pause.saturating_mul(2);
    }
    attempt(value)
}

/// Sleeps in short parts, so that a run that was cancelled ends soon.
fn sleep(mut pause: Duration, run: Option<&Run>) -> Result<()> {
    let proceed = || run.map_or(Ok(()), Run::proceed);
    const PART: Duration = Duration::from_millis(20);
    while !pause.is_zero() {
        proceed()?;
        let part = pause.min(PART);
        thread::sleep(part);
        pause -= part;
    }
    proceed()
}

fn is_temporary(error: &Error) -> bool {
    use io::ErrorKind::*;
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                Interrupted
                    | TimedOut
                    | WouldBlock
                    | ResourceBusy
                    | BrokenPipe
                    | ConnectionAborted
                    | ConnectionRefused
                    | ConnectionReset
                    | NotConnected
                    | HostUnreachable
                    | NetworkDown
                    | NetworkUnreachable
            );
        }
        source = error.source();
    }
    false
}
