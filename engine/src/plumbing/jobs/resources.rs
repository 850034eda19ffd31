//! The resources that the steps of a pipeline hold while they work. They are opened before any step runs.
//!
//! The table of nodes says whether a step holds resources, so a pipeline without such steps has no overhead.
//! Invariant: if the caller has not opened the resources of a pipeline, a run opens them for itself and releases them
//! at its end.

use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::node::Reuse;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::run::caught;
use crate::step::{Context, Opening, Resources, Run, Step};
use crate::{Phase, Result};

/// Returns the steps that open resources in a run of this plan.
fn holders<P: PipelineDef>(
    plan: &ExecutionPlan,
) -> impl Iterator<Item = (usize, &'static str, ResourceVtable)> {
    let nodes = P::info().nodes.iter().enumerate();
    nodes.filter_map(move |(number, node)| {
        // At predict time, a fit-only node is bypassed, and its step is not called.
        let is_called = plan.runs(number) && !(plan.predicts() && node.bypass.is_some());
        node.resources
            .filter(|_| is_called || is_called_elsewhere(P::info(), plan, number))
            .map(|opens| (number, node.path, opens))
    })
}

/// Returns whether a node that runs reapplies the fitted step of this node.
fn is_called_elsewhere(info: &PipelineInfo, plan: &ExecutionPlan, number: usize) -> bool {
    // The inverse of a step does not use its resources.
    let applies = |reuse| matches!(reuse, Some(Reuse::Reapply(of)) if of as usize == number);
    info.nodes.iter().enumerate().any(|(other, node)| applies(node.reuses) && plan.runs(other))
}

/// Returns the plan that runs the most nodes with these steps: that of `fit_transform`, or of `predict`.
fn most<P: Step>(steps: Steps<'_, P>, info: &'static PipelineInfo) -> &'static ExecutionPlan {
    match steps {
        Steps::Unfitted(_) => &info.fit_transform,
        Steps::Fitted(_) => &info.predict,
    }
}

/// Opens the resources of the steps of a nested pipeline.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub fn open<P: PipelineDef>(steps: Steps<'_, P>, opening: &mut Opening<'_>) -> Result<()> {
    open_in(most(steps, P::info()), steps, opening)
}

fn open_in<P: PipelineDef>(
    plan: &'static ExecutionPlan,
    steps: Steps<'_, P>,
    opening: &mut Opening<'_>,
) -> Result<()> {
    opening.pipeline();
    for (number, path, opens) in holders::<P>(plan) {
        let (open, step) = match steps {
            Steps::Unfitted(steps) => (opens.step, steps.step(number)),
            Steps::Fitted(fitted) => (opens.fitted, P::fitted(fitted, number)),
        };
        let mut opening = opening.node(path);
        let run = opening.context().run();
        let opened = run.proceed().and_then(|()| caught(|| open(step, &mut opening)));
        opened.map_err(|error| opening.context().locate(error))?;
    }
    Ok(())
}

/// Returns a run in which the resources of the pipeline at `context` are open.
fn run_with<P: PipelineDef>(
    plan: &'static ExecutionPlan,
    steps: Steps<'_, P>,
    context: &Context<'_>,
) -> Result<Run> {
    let mut resources = Resources::new(context.run(), context.phase());
    open_in(plan, steps, &mut Opening::new(context, &mut resources)).map_err(crate::Error::in_opening)?;
    if resources.is_empty() {
        return Ok(context.run().clone());
    }
    Ok(context.run().with_resources(resources))
}

/// Opens the resources of a pipeline for the runs of the caller.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub fn open_for<P: PipelineDef>(steps: Steps<'_, P>, root: &str, run: &Run) -> Result<Run> {
    let phase = match steps {
        Steps::Unfitted(_) => Phase::Fit,
        Steps::Fitted(_) => Phase::Predict,
    };
    let opened = run_with(most(steps, P::info()), steps, &Context::root(run, root, phase));
    opened.map_err(|error| error.at(root, phase))
}

/// Returns a run in which the resources of the pipeline are open.
///
/// Returns `None` if the pipeline holds no resources, or they are open already.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub(crate) fn opened<P: PipelineDef>(
    plan: &'static ExecutionPlan,
    steps: Steps<'_, P>,
    context: &Context<'_>,
) -> Result<Option<Run>> {
    if !P::info().holds_resources || context.is_open() {
        return Ok(None);
    }
    run_with(plan, steps, context).map(Some)
}

/// Calls `body` in a run in which the resources of the pipeline are open, and releases them afterwards.
///
/// # Errors
/// Returns the error of `body`, or the first error of a step while its resources are opened.
pub(crate) fn holding<P: PipelineDef, T>(
    plan: &'static ExecutionPlan,
    steps: Steps<'_, P>,
    context: &Context<'_>,
    body: impl FnOnce(&Context<'_>) -> Result<T>,
) -> Result<T> {
    match opened(plan, steps, context)? {
        Some(run) => body(&context.in_run(&run)),
        None => body(context),
    }
}
