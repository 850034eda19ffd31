//! [`Retry`]: does again what failed for a reason that may pass.

use std::io;
use std::thread;
use std::time::Duration;

use super::running::wrapped;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, Out, RunningFit, Step, Transform, Value};
use crate::{Error, Result};

/// Does what the step inside does, again where it fails for a reason that may pass: a service that is busy, a connection
/// that broke.
///
/// Such an error has, among its sources, a [`std::io::Error`] whose kind is about time, interruption, the network or a busy
/// resource. A step whose error comes from elsewhere says that it may pass by being `io::Error::new(kind, error).into()`.
/// Any other error would come again, and is reported at once. Between two attempts the thread sleeps. Batches are not
/// learnt twice: within a fit from batches, an error ends the fit.
///
/// # Errors
/// The last error of the step inside; or no attempts.
///
/// ```
/// use std::io;
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use shapeflow::prelude::*;
///
/// /// Answers when it is asked for the second time.
/// #[derive(Clone, Default)]
/// struct Busy(Arc<AtomicUsize>);
/// impl Stateless for Busy {
///     const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
/// }
/// impl Transform<ArcArray1<f64>> for Busy {
///     type Out = ArcArray1<f64>;
///     fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
///         match self.0.fetch_add(1, Ordering::Relaxed) {
///             0 => Err(io::Error::new(io::ErrorKind::TimedOut, "no answer within 1 s").into()),
///             _ => Ok(x),
///         }
///     }
/// }
///
/// let step = Retry { pause_milliseconds: 1, ..Retry::<Busy>::default() };
/// let fitted = step.unlearned().expect("learns nothing");
/// assert_eq!(fitted.transform(array![1.0].into_shared())?, array![1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Retry<S> {
    /// How often to try at most. Default: 3.
    pub attempts: usize,
    /// How long to wait before the second attempt, in ms; before each further one, twice as long. Default: 100.
    pub pause_milliseconds: u64,
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

impl<S: Default> Default for Retry<S> {
    fn default() -> Self {
        Self { attempts: 3, pause_milliseconds: 100, step: S::default() }
    }
}

/// A [`Retry`] whose step inside has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedRetry<F> {
    attempts: usize,
    pause_milliseconds: u64,
    fitted: F,
}

impl<F> FittedRetry<F> {
    /// The fitted step inside.
    pub fn fitted(&self) -> &F {
        &self.fitted
    }

    /// Does something with the fitted step inside, and again where it fails for a reason that may pass.
    pub(super) fn again<V: Clone, T>(
        &self,
        value: V,
        mut attempt: impl FnMut(&F, V) -> Result<T>,
    ) -> Result<T> {
        retry(self.attempts, self.pause_milliseconds, value, |value| attempt(&self.fitted, value))
    }
}

impl<S> Retry<S> {
    fn wrap<F>(&self, fitted: F) -> FittedRetry<F> {
        FittedRetry { attempts: self.attempts, pause_milliseconds: self.pause_milliseconds, fitted }
    }
}

impl<S: Step> Step for Retry<S> {
    type Fitted = FittedRetry<S::Fitted>;
    const SIGNATURE: Signature = S::SIGNATURE;
    const LEARNS: bool = S::LEARNS;
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;

    fn unlearned(&self) -> Option<Self::Fitted> {
        self.step.unlearned().map(|fitted| self.wrap(fitted))
    }
}

impl<S: Learner> Learner for Retry<S> {}

impl<S: Continues> Continues for Retry<S> {}

impl<X: Value, Y: Value, S: Fit<X, Y>> Fit<X, Y> for Retry<S> {
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
        let fit = |(x, y)| self.step.fit(x, y, context);
        Ok(self.wrap(retry(self.attempts, self.pause_milliseconds, (x, y), fit)?))
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(Self::Fitted, Out<Self, X>)> {
        let fit = |(x, y)| self.step.fit_transform(x, y, context);
        let (fitted, out) = retry(self.attempts, self.pause_milliseconds, (x, y), fit)?;
        Ok((self.wrap(fitted), out))
    }

    fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        let inner = self.step.learning(context)?;
        Ok(inner.map(|inner| wrapped(inner, |fitted| self.wrap(fitted))))
    }

    fn update_fitted(&self, fitted: &mut Self::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        let inner = &mut fitted.fitted;
        let update = |(x, y)| self.step.update_fitted(inner, x, y, context);
        retry(self.attempts, self.pause_milliseconds, (x, y), update)
    }
}

impl<X: Clone, F: Transform<X>> Transform<X> for FittedRetry<F> {
    type Out = F::Out;

    fn transform(&self, x: X) -> Result<F::Out> {
        self.again(x, F::transform)
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<F::Out> {
        self.again(x, |fitted, x| fitted.transform_with(x, context))
    }
}

/// The last attempt owns the value, so that it may work in place.
pub(super) fn retry<V: Clone, T>(
    attempts: usize,
    pause_milliseconds: u64,
    value: V,
    mut attempt: impl FnMut(V) -> Result<T>,
) -> Result<T> {
    if attempts == 0 {
        return Err(Error::new("`attempts` must be at least 1, got 0"));
    }
    let mut pause = Duration::from_millis(pause_milliseconds);
    for _ in 1..attempts {
        match attempt(value.clone()) {
            Err(error) if may_pass(&error) => thread::sleep(pause),
            result => return result,
        }
        pause = pause.saturating_mul(2);
    }
    attempt(value)
}

fn may_pass(error: &Error) -> bool {
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

#[cfg(feature = "save")]
impl<F: Save> Save for FittedRetry<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("attempts", &self.attempts)?;
        out.field("pause_milliseconds", &self.pause_milliseconds)?;
        out.field("step", &self.fitted)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self {
            attempts: state.field("attempts")?,
            pause_milliseconds: state.field("pause_milliseconds")?,
            fitted: state.field("step")?,
        })
    }
}
