//! Batches of a caller's: a fit from a source, and a stream of predictions.
//!
//! Invariant: what a caller hands in is turned into what flows on edges here, batch by batch.

use std::sync::Arc;

use super::fit_predict::predict;
use super::resources::opened;
use crate::batches::{Source, Stream};
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::exec::steps::Steps;
use crate::step::{Context, Fit, Run};
use crate::{Phase, Result, batches};

/// Fits a pipeline to the batches of a source.
///
/// # Errors
/// The first error of a step, with its path, its pass and its batch.
pub fn fit_batches<P, X, Y, B>(
    (steps, root): (&P, &str),
    run: &Run,
    source: &B,
    split: impl Fn(B::Batch) -> (X, Y),
) -> Result<P::Fitted>
where
    P: Fit<X, Y>,
    B: Source,
{
    let context = Context::root(run, root, Phase::Fit);
    batches::learn_as(steps, source, split, &context).map_err(|error| error.at(root, Phase::Fit))
}

/// How many passes over its rows a pipeline takes at most.
///
/// # Errors
/// A step cannot start to learn.
pub fn passes<P: Fit<X, Y>, X, Y>(steps: &P, root: &str) -> Result<usize> {
    let run = Run::new();
    let learning = steps.learning(&Context::root(&run, root, Phase::Fit));
    let passes = learning.map(|learning| learning.map_or(0, |learning| learning.passes()));
    passes.map_err(|error| error.at(root, Phase::Fit))
}

/// What a fitted pipeline makes of batches. What its steps hold is open as long as the stream lives.
pub fn stream<'source, P, B, O>(
    (model, root): (&Arc<P::Fitted>, &'static str),
    run: &Run,
    batches: impl IntoIterator<Item = Result<B>, IntoIter: 'source>,
    accept: fn(B) -> P::Inputs,
    deliver: fn(P::Outputs) -> O,
) -> Stream<'source, B, O>
where
    P: PipelineDef<Inputs: 'static, Outputs: 'static>,
    B: Send + 'static,
    O: Send + 'static,
{
    let context = Context::root(run, root, Phase::Predict);
    let of = match opened::<P>(&P::info().predict, Steps::Fitted(&**model), &context) {
        Ok(opened) => opened.unwrap_or_else(|| run.clone()),
        Err(error) => return Stream::refused(run.clone(), error.at(root, Phase::Predict)),
    };
    let model = Arc::clone(model);
    Stream::new(batches.into_iter(), run.clone(), move |batch| {
        let context = Context::root(&of, root, Phase::Predict);
        let outputs = predict::<P>(&model, accept(batch), &context);
        outputs.map(deliver).map_err(|error| error.at(root, Phase::Predict))
    })
}
