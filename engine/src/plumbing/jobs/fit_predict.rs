//! The jobs that run the nodes of a pipeline once: fit and predict.
//!
//! Invariant: before any node runs, the inputs are compared with the header; in a fit, the declared sizes are bound
//! first.

use std::cell::Cell;

use super::cached_fit;
use super::resources::holding;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{NodeVisitor, PipelineDef, RunInputs};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::SlowBuild;
use crate::step::{Context, Measure, Run};
use crate::{Phase, Result};

/// The visitor for one run on one set of inputs.
struct Once<'run, P: PipelineDef> {
    context: &'run Context<'run>,
    plan: &'static ExecutionPlan,
    steps: Steps<'run, P>,
    given: Cell<Option<RunInputs<P>>>,
    wants_outputs: bool,
    outputs: Cell<Option<P::Outputs>>,
    fitted: Cell<Option<P::Fitted>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Once<'_, P> {
    fn next(&self) -> Result<Option<RunInputs<P>>> {
        Ok(self.given.take())
    }

    fn execution(&self) -> Execution<'_> {
        cached_fit::with_keys(Execution::new(self.context, P::info(), self.plan), self.steps)
    }

    fn run(&self, execution: &Execution<'_>, inputs: &[Measure], nodes: &[&dyn ErasedNode<P>]) -> Result<()> {
        if let Steps::Unfitted(steps) = self.steps {
            execution.declare(steps.declared()?);
        }
        execution.inputs(inputs)?;
        cached_fit::run(execution, self.plan, inputs, nodes, self.steps)
    }

    fn outputs(&self) -> Option<&Cell<Option<P::Outputs>>> {
        self.wants_outputs.then_some(&self.outputs)
    }

    fn fitted(&self) -> Option<&Cell<Option<P::Fitted>>> {
        matches!(self.steps, Steps::Unfitted(_)).then_some(&self.fitted)
    }
}

impl<'run, P: PipelineDef> Once<'run, P> {
    fn new(
        context: &'run Context<'run>,
        plan: &'static ExecutionPlan,
        steps: Steps<'run, P>,
        given: RunInputs<P>,
    ) -> Self {
        let given = Cell::new(Some(given));
        Self {
            context,
            plan,
            steps,
            given,
            wants_outputs: true,
            outputs: Cell::new(None),
            fitted: Cell::new(None),
        }
    }
}

/// Fits a pipeline.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub fn fit<P: PipelineDef>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<P::Fitted> {
    let _watch = SlowBuild::watch();
    let (plan, steps) = (&P::info().fit, Steps::Unfitted(steps));
    holding(plan, steps, context, |context| {
        let job = Once::new(context, plan, steps, (inputs, Some(targets)));
        let job = Once { wants_outputs: false, ..job };
        P::visit_nodes(&job)?;
        job.fitted.into_inner().ok_or_else(poisoned)
    })
}

/// Fits a pipeline, and returns its outputs for the inputs.
///
/// # Errors
/// The same as [`fit`].
pub fn fit_transform<P: PipelineDef>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<(P::Fitted, P::Outputs)> {
    let _watch = SlowBuild::watch();
    let (plan, steps) = (&P::info().fit_transform, Steps::Unfitted(steps));
    holding(plan, steps, context, |context| {
        let job = Once::new(context, plan, steps, (inputs, Some(targets)));
        P::visit_nodes(&job)?;
        job.fitted.into_inner().zip(job.outputs.into_inner()).ok_or_else(poisoned)
    })
}

/// Runs the predict graph of a pipeline.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub fn predict<P: PipelineDef>(
    fitted: &P::Fitted,
    inputs: P::Inputs,
    context: &Context<'_>,
) -> Result<P::Outputs> {
    let (plan, steps) = (&P::info().predict, Steps::Fitted(fitted));
    holding(plan, steps, context, |context| {
        let job = Once::<P>::new(context, plan, steps, (inputs, None));
        P::visit_nodes(&job)?;
        job.outputs.into_inner().ok_or_else(poisoned)
    })
}

/// Fits a pipeline, and returns the predictions of the fitted pipeline for all rows of the inputs, also if fit-only
/// steps change the rows while fitting.
///
/// # Errors
/// The same as [`fit`] and [`predict`].
pub fn fit_then_predict<P: PipelineDef>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<(P::Fitted, P::Outputs)>
where
    P::Inputs: Clone,
{
    holding(&P::info().fit_transform, Steps::Unfitted(steps), context, |context| {
        let fitted = fit(steps, inputs.clone(), targets, context)?;
        let outputs = predict::<P>(&fitted, inputs, context)?;
        Ok((fitted, outputs))
    })
}

/// Returns the fitted pipeline without data, or `None` if one of its steps learns.
pub fn unlearned<P: PipelineDef>(steps: &P) -> Option<P::Fitted> {
    if P::LEARNS {
        return None;
    }
    let run = Run::new();
    let context = Context::root(&run, "", Phase::Fit);
    let job = Skip { context: &context, steps, fitted: Cell::new(None) };
    P::visit_nodes(&job).ok()?;
    job.fitted.into_inner()
}

/// The visitor that makes the fitted steps of a pipeline without steps that learn.
struct Skip<'run, P: PipelineDef> {
    context: &'run Context<'run>,
    steps: &'run P,
    fitted: Cell<Option<P::Fitted>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Skip<'_, P> {
    fn begin(&self, nodes: &[&dyn ErasedNode<P>]) -> Result<bool> {
        let (execution, steps) = (self.execution(), Steps::Unfitted(self.steps));
        nodes.iter().try_for_each(|node| node.run(&execution, NodeRole::Skip, steps.into()))?;
        Ok(true)
    }

    fn execution(&self) -> Execution<'_> {
        Execution::new(self.context, P::info(), &P::info().fit)
    }

    fn fitted(&self) -> Option<&Cell<Option<P::Fitted>>> {
        Some(&self.fitted)
    }
}
