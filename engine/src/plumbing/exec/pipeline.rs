//! A pipeline as the generated code defines it, and the jobs on its nodes.
//!
//! rustc types each node once, in [`PipelineDef::visit_nodes`]. Everything that is done with all nodes is a
//! [`NodeVisitor`]: it supplies the inputs, decides which nodes run, and receives the outputs.
//!
//! Invariant: a job knows the types of a pipeline only through [`PipelineDef`], so a new job adds nothing to the
//! compile time of a pipeline.

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
    /// The output, or a tuple of several outputs.
    type Outputs;

    /// Returns the table of the pipeline and its plans.
    fn info() -> &'static PipelineInfo;

    /// Returns the declared sizes, each with the number that the steps hold for it.
    ///
    /// # Errors
    /// Two steps hold different numbers for one size.
    fn declared(&self) -> Result<Vec<(&'static str, usize)>> {
        Ok(Vec::new())
    }

    /// Makes the nodes and runs the job on them.
    ///
    /// # Errors
    /// The errors of the job, and of the inputs and outputs.
    fn visit_nodes(visitor: &dyn NodeVisitor<Self>) -> Result<()> {
        (Self::VISIT_NODES)(visitor)
    }

    /// The function behind [`visit_nodes`](Self::visit_nodes). A constant has an error if the types in its function do, and types
    /// can depend on it.
    const VISIT_NODES: fn(&dyn NodeVisitor<Self>) -> Result<()>;
}

/// A job on the nodes of a pipeline. By default, a job runs no node and receives no outputs.
pub trait NodeVisitor<P: PipelineDef> {
    /// Receives the nodes before anything runs. Returns whether the job continues.
    ///
    /// # Errors
    /// The errors of the job.
    fn begin(&self, _: &[&dyn ErasedNode<P>]) -> Result<bool> {
        Ok(true)
    }

    /// Returns the inputs of the next run, and the targets if the run learns. Returns `None` to end the job.
    ///
    /// # Errors
    /// The inputs are not available.
    fn next(&self) -> Result<Option<RunInputs<P>>> {
        Ok(None)
    }

    /// Returns the execution of the next run.
    fn execution(&self) -> Execution<'_>;

    /// Runs the nodes. The inputs are in their slots.
    ///
    /// # Errors
    /// The first error of a node, with its path.
    fn run(&self, _: &Execution<'_>, _: &[Measure], _: &[&dyn ErasedNode<P>]) -> Result<()> {
        Ok(())
    }

    /// Returns the place for the outputs of the last run, or `None` if they are not needed.
    fn outputs(&self) -> Option<&Cell<Option<P::Outputs>>> {
        None
    }

    /// Returns the place for the fitted steps of the last run, or `None` if they are not needed.
    fn fitted(&self) -> Option<&Cell<Option<P::Fitted>>> {
        None
    }
}

/// The inputs of a run, and the targets if the run learns.
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

/// Calls `body` with the number of each node, predecessors first. Calls for independent nodes may run in parallel.
pub(crate) fn each_node(
    plan: &ExecutionPlan,
    execution: &Execution<'_>,
    inputs: &[Measure],
    body: &(impl Fn(usize) -> Result<()> + Sync),
) -> Result<()> {
    execute(&plan.dependencies(), execution.context(), Work::of(inputs), &|place| body(plan.node_at(place)))
}
