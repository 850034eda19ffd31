//! What the steps of a pipeline hold while they work: opened before any of them runs.
//!
//! Whether a step holds anything is in the table of nodes, so a pipeline without such steps pays nothing. Invariant: a
//! pipeline that runs where nobody has opened what it holds opens it for that run alone.

use std::cell::RefCell;
use std::fmt;

use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::execution::{Execution, caught};
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{NodeVisitor, PipelineDef};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::node::Reuse;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::step::{Context, Opening, Resources, Run, Step};
use crate::{Phase, Result};

/// Which steps open something, in one kind of run.
fn holders<P: PipelineDef>(
    plan: &ExecutionPlan,
) -> impl Iterator<Item = (usize, &'static str, ResourceVtable)> {
    let nodes = P::info().nodes.iter().enumerate();
    nodes.filter_map(move |(number, node)| {
        // While predicting, such a node hands on what it takes, and its step is not called.
        let is_called = plan.runs(number) && !(plan.predicts() && node.bypass.is_some());
        node.resources
            .filter(|_| is_called || is_called_elsewhere(P::info(), plan, number))
            .map(|opens| (number, node.path, opens))
    })
}

/// Whether a node that runs applies the fitted step of this one.
fn is_called_elsewhere(info: &PipelineInfo, plan: &ExecutionPlan, number: usize) -> bool {
    // To undo a step takes nothing that it holds.
    let applies = |reuse| matches!(reuse, Some(Reuse::Reapply(of)) if of as usize == number);
    info.nodes.iter().enumerate().any(|(other, node)| applies(node.reuses) && plan.runs(other))
}

/// What a run of these steps may do: the most that a fit does, or a prediction.
fn most<P: Step>(steps: Steps<'_, P>, info: &'static PipelineInfo) -> &'static ExecutionPlan {
    match steps {
        Steps::Unfitted(_) => &info.fit_transform,
        Steps::Fitted(_) => &info.predict,
    }
}

/// Opens what the steps of a nested pipeline hold.
///
/// # Errors
/// The first of a step, with its path.
pub fn open<P: PipelineDef>(steps: Steps<'_, P>, opening: &mut Opening<'_>) -> Result<()> {
    open_in(most(steps, P::info()), steps, opening)
}

fn open_in<P: PipelineDef>(
    plan: &'static ExecutionPlan,
    steps: Steps<'_, P>,
    opening: &mut Opening<'_>,
) -> Result<()> {
    opening.pipeline();
    if holders::<P>(plan).next().is_none() {
        return Ok(());
    }
    P::visit_nodes(&Open { plan, steps, opening: RefCell::new(opening) })
}

/// A run in which what the pipeline at `context` holds is open.
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

/// Opens what a pipeline holds, for the caller's runs.
///
/// # Errors
/// The first of a step, with its path.
pub fn open_for<P: PipelineDef>(steps: Steps<'_, P>, root: &str, run: &Run) -> Result<Run> {
    let phase = match steps {
        Steps::Unfitted(_) => Phase::Fit,
        Steps::Fitted(_) => Phase::Predict,
    };
    let opened = run_with(most(steps, P::info()), steps, &Context::root(run, root, phase));
    opened.map_err(|error| error.at(root, phase))
}

/// A run in which what the pipeline holds is open; `None` where it holds nothing, or all is open already.
///
/// # Errors
/// The first of a step, with its path.
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

/// Does `body` in a run in which what the pipeline holds is open, which is released afterwards.
///
/// # Errors
/// Those of `body`, and the first of a step that opens.
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

/// Opens what the steps hold, one after the other, and runs none.
struct Open<'run, 'open, P: Step> {
    plan: &'static ExecutionPlan,
    steps: Steps<'run, P>,
    opening: RefCell<&'run mut Opening<'open>>,
}

impl<P: Step> fmt::Debug for Open<'_, '_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Open").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl<P: PipelineDef> NodeVisitor<P> for Open<'_, '_, P> {
    fn begin(&self, tasks: &[&dyn ErasedNode<P>]) -> Result<bool> {
        let mut opening = self.opening.try_borrow_mut().map_err(|_| poisoned())?;
        for (number, path, opens) in holders::<P>(self.plan) {
            let step = tasks.get(number).and_then(|task| task.any_step(self.steps)).ok_or_else(poisoned)?;
            let open = match self.steps {
                Steps::Unfitted(_) => opens.step,
                Steps::Fitted(_) => opens.fitted,
            };
            let mut opening = opening.node(path);
            let run = opening.context().run();
            let opened = run.proceed().and_then(|()| caught(|| open(step, &mut opening)));
            opened.map_err(|error| opening.context().locate(error))?;
        }
        Ok(false)
    }

    fn execution(&self) -> Execution<'_> {
        unreachable!("nothing runs")
    }
}
