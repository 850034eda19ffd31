//! [`learn`]: fits a step to the batches of a source.
//!
//! Invariant: a step learns from the batches in the order of the source.

use super::Source;
use crate::step::{Context, Event, EventKind, Fit, Learner};
use crate::{Error, Result};

/// Fits a step to the batches of a source, in as many passes as the step needs.
///
/// Use it for a single step, such as the one inside a meta-step. A pipeline has the method `fit_batches`: see [`batches`](super).
///
/// ```
/// use shapeflow::batches::{Lines, Source, learn};
/// use shapeflow::prelude::*;
///
/// let text = "1,10\n2,20\n3,60\n";
/// let source = Lines::<f64, _>::open(|| Ok(text.as_bytes())).by(2)?.map(|x| Ok((x, ())));
/// let run = Run::new();
/// let scaler = learn(&StandardScaler::default(), &source, &Context::root(&run, "example", Phase::Fit))?;
/// assert_eq!(scaler.mean().to_vec(), [2.0, 30.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Returns the errors of the step's [`Fit::fit`] and of the source. The message names the pass and the batch.
pub fn learn<X, Y, S, B>(step: &S, source: &B, context: &Context<'_>) -> Result<S::Fitted>
where
    S: Learner + Fit<X, Y>,
    B: Source<Batch = (X, Y)>,
{
    learn_as(step, source, |batch| batch, context)
}

/// Does the same as [`learn`], with batches that `split` converts.
pub(crate) fn learn_as<X, Y, S, B>(
    step: &S,
    source: &B,
    split: impl Fn(B::Batch) -> (X, Y),
    context: &Context<'_>,
) -> Result<S::Fitted>
where
    S: Fit<X, Y>,
    B: Source,
{
    let mut learning = step.learning(context)?.ok_or_else(|| {
        Error::new("this step implements `Learner`, but its `Fit::learning` returns `None`; implement `Fit::learning`")
    })?;
    let at_once = context.run().parts_value();
    let of_pass = source.batch_count();
    for pass in 0..learning.passes() {
        let of = format!("pass {pass}");
        let mut batches = source.pass(pass)?.enumerate();
        loop {
            let (mut parts, mut numbers) = (Vec::with_capacity(at_once), None);
            for (number, batch) in batches.by_ref().take(at_once) {
                let read = context.run().proceed().and_then(|()| {
                    report(context, pass, number, of_pass);
                    batch
                });
                parts.push(split(read.map_err(|error| error.in_batch(number, &of))?));
                numbers = Some((numbers.map_or(number, |(first, _)| first), number));
            }
            let Some((first, last)) = numbers else { break };
            let learned = match parts.pop() {
                Some((x, y)) if parts.is_empty() => learning.update(x, y, context),
                last => {
                    parts.extend(last);
                    learning.update_parts(parts, context)
                }
            };
            learned.map_err(|error| error.in_batches(first, last, &of))?;
        }
        if !learning.end_pass(context)? {
            break;
        }
    }
    learning.finish(context)
}

/// Reports to the observer which batch comes next.
fn report(context: &Context<'_>, pass: usize, batch: usize, of: Option<usize>) {
    if let Some(observer) = context.run().observer_value() {
        let kind = EventKind::Batch { pass, batch, of };
        observer.event(&Event::now(&context.path(), context.phase(), kind));
    }
}
