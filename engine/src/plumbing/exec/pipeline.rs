//! A pipeline as one piece of generated code that makes its nodes, and the jobs that use them.
//!
//! rustc types each node once, in [`PipelineDef::visit_nodes`]. All that can be done with a pipeline is a [`NodeVisitor`]: it
//! supplies the inputs, decides which nodes run, and receives the outputs. Invariant: a job knows the pipeline's types
//! only through [`PipelineDef`], so a new job costs the compilation of a pipeline nothing.

use std::cell::Cell;

use super::execution::Execution;
use super::node::ErasedNode;
use super::steps::{StepAccess, Steps};
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::run::{Work, execute};
use crate::step::Measure;

/// A pipeline, as the macro writes it.
pub trait PipelineDef: StepAccess {
    /// The inputs as a tuple.
    type Inputs;
    /// The inputs that exist only while fitting, as a tuple.
    type Targets;
    /// The output, or the tuple of several.
    type Outputs;

    /// Returns the table of the pipeline and its plans.
    fn info() -> &'static PipelineInfo;

    /// Returns the numbers of the declared sizes, to which the steps are set.
    ///
    /// # Errors
    /// Two steps hold different numbers for one size.
    fn declared(&self) -> Result<Vec<(&'static str, usize)>> {
        Ok(Vec::new())
    }

    /// Makes the nodes, and serves the job with them.
    ///
    /// # Errors
    /// Those of the job, and of its inputs and outputs.
    fn visit_nodes(visitor: &dyn NodeVisitor<Self>) -> Result<()>;
}

/// What is done with the nodes of a pipeline. Unless it says otherwise, a job runs nothing and wants nothing.
pub trait NodeVisitor<P: PipelineDef> {
    /// Receives the nodes before anything runs. Returns whether the job continues.
    ///
    /// # Errors
    /// Those of the job.
    fn begin(&self, _: &[&dyn ErasedNode<P>]) -> Result<bool> {
        Ok(true)
    }

    /// The inputs of the next run, with targets where it learns against them; `None` ends the job.
    ///
    /// # Errors
    /// The inputs cannot be had.
    fn next(&self) -> Result<Option<RunInputs<P>>> {
        Ok(None)
    }

    /// The engine of the next run.
    fn execution(&self) -> Execution<'_>;

    /// Runs the nodes; the inputs are in their slots.
    ///
    /// # Errors
    /// The first error of a node, with its path.
    fn run(&self, _: &Execution<'_>, _: &[Measure], _: &[&dyn ErasedNode<P>]) -> Result<()> {
        Ok(())
    }

    /// Where the outputs of the last run go; `None`: they are not wanted.
    fn outputs(&self) -> Option<&Cell<Option<P::Outputs>>> {
        None
    }

    /// Where the fitted steps go after the last run; `None`: they are not wanted.
    fn fitted(&self) -> Option<&Cell<Option<P::Fitted>>> {
        None
    }
}

/// The inputs of a run.
pub(crate) type RunInputs<P> = (<P as PipelineDef>::Inputs, Option<<P as PipelineDef>::Targets>);

/// Runs the nodes once, in a fit or a prediction.
pub(crate) fn run_nodes<P: StepAccess>(
    plan: &ExecutionPlan,
    execution: &Execution<'_>,
    inputs: &[Measure],
    nodes: &[&dyn ErasedNode<P>],
    steps: Steps<'_, P>,
) -> Result<()> {
    each_node(plan, execution, inputs, &|number| run_node(plan, execution, number, nodes, steps))
}

/// Runs one node, in a fit or a prediction.
pub(crate) fn run_node<P: StepAccess>(
    plan: &ExecutionPlan,
    execution: &Execution<'_>,
    number: usize,
    nodes: &[&dyn ErasedNode<P>],
    steps: Steps<'_, P>,
) -> Result<()> {
    match (nodes.get(number), plan.roles().get(number)) {
        (Some(node), Some(&role)) => node.run(execution, role, steps.into()),
        _ => Err(poisoned()),
    }
}

/// Calls `body` with the number of each node, predecessors first, independent nodes in parallel.
pub(crate) fn each_node(
    plan: &ExecutionPlan,
    execution: &Execution<'_>,
    inputs: &[Measure],
    body: &(impl Fn(usize) -> Result<()> + Sync),
) -> Result<()> {
    execute(&plan.dependencies(), execution.context(), Work::of(inputs), &|place| body(plan.node_at(place)))
}
