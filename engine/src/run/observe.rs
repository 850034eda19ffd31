//! Reports what happens to a node: events for the run's observer, spans for `tracing`.
//!
//! Invariant: without an observer and a subscriber, no path is built, nothing is measured and no clock is read. Each
//! `Started` event is followed by `Ended` or `Failed`.

use tracing::field::Empty;
use tracing::{Level, debug_span, error};

use crate::step::{Context, Event, EventKind, Measure};
use crate::{Phase, Result};

/// The target of all spans and events for `tracing`, for filters such as `shapeflow=debug`.
const TARGET: &str = "shapeflow";

/// Runs one node's `body`, and reports it to the run's observer and to `tracing` (as a span at debug level).
///
/// `context` is the node's own; `measure` returns the sizes of the outputs. `body` must catch panics itself.
///
/// ```
/// use shapeflow::Phase;
/// use shapeflow::run::{Timeline, observed};
/// use shapeflow::step::{Context, Measure, Run};
/// use std::sync::Arc;
///
/// let timeline = Arc::new(Timeline::new());
/// let run = Run::new().observer(timeline.clone());
/// let digits = Context::root(&run, "digits", Phase::Predict);
/// observed(&digits.node("pca"), |out| [Measure::of_value(out)], || Ok(5_u64))?;
/// assert_eq!(timeline.nodes()[0].path, "digits.pca");
/// assert_eq!(timeline.nodes()[0].bytes, 8);
/// # Ok::<(), shapeflow::Error>(())
/// ```
///
/// # Errors
/// That of `body`.
#[inline]
pub fn observed<T, M: AsRef<[Measure]>>(
    context: &Context<'_>,
    measure: impl FnOnce(&T) -> M,
    body: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if is_observed(context) { watched(context, measure, body) } else { body() }
}

/// Returns whether there is an observer or a subscriber of `tracing`.
#[inline]
pub(crate) fn is_observed(context: &Context<'_>) -> bool {
    context.run().observer_value().is_some() || tracing::span_enabled!(target: TARGET, Level::DEBUG)
}

#[cold]
fn watched<T, M: AsRef<[Measure]>>(
    context: &Context<'_>,
    measure: impl FnOnce(&T) -> M,
    body: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let path = context.path();
    let phase = context.phase();
    let span = debug_span!(target: TARGET, "node", path = path.as_str(), %phase, rows = Empty, bytes = Empty);
    let _entered = span.enter();

    notify(context, &path, phase, EventKind::Started);
    let outcome = body();
    match &outcome {
        Ok(value) => {
            let measures = measure(value);
            let outputs = measures.as_ref();
            if let Some(rows) = outputs.iter().find_map(Measure::rows) {
                span.record("rows", rows);
            }
            span.record("bytes", outputs.iter().map(Measure::bytes).sum::<usize>());
            notify(context, &path, phase, EventKind::Ended { outputs });
        }
        Err(failure) => {
            let message = &*failure.to_string();
            error!(target: TARGET, path = path.as_str(), "{message}");
            notify(context, &path, phase, EventKind::Failed { message });
        }
    }
    outcome
}

fn notify(context: &Context<'_>, path: &str, phase: Phase, kind: EventKind<'_>) {
    if let Some(observer) = context.run().observer_value() {
        observer.event(&Event::now(path, phase, kind));
    }
}

// `tests/tests/spans.rs` tests what a subscriber receives. It is a process in which every thread has a subscriber: a
// span that a thread without a subscriber reaches first, while another thread installs one, can stay disabled
// (tracing-core).
#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Run;

    #[test]
    fn without_a_listener_nothing_is_measured() {
        let run = Run::new();
        let root = Context::root(&run, "digits", Phase::Fit);
        let out = observed(&root, |_| -> [Measure; 0] { panic!("measured without a listener") }, || Ok(1));
        assert_eq!(out.ok(), Some(1));
    }
}
