//! Batches of the caller: a fit from a source, and a stream of predictions.
//!
//! Invariant: batches of the caller are converted into values of edges here, one batch at a time.

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
/// Returns the first error of a step, with its path, its pass and its batch.
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

/// Returns the highest number of passes over the rows that a pipeline needs.
///
/// # Errors
/// Returns an error if a step cannot start to learn.
pub fn passes<P: Fit<X, Y>, X, Y>(steps: &P, root: &str) -> Result<usize> {
    let run = Run::new();
    let learning = steps.learning(&Context::root(&run, root, Phase::Fit));
    let passes = learning.map(|learning| learning.map_or(0, |learning| learning.passes()));
    passes.map_err(|error| error.at(root, Phase::Fit))
}

/// Returns the predictions of a fitted pipeline for batches. The resources of its steps are open until the stream is
/// dropped.
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
