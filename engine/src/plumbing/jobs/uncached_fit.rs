//! Replaces `cached_fit` without the feature `cache`.
//!
//! Invariant: the functions have the signatures of those in `cached_fit`, so the callers are the same with and without
//! a cache.

use crate::Result;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{PipelineDef, run_nodes};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::step::{Measure, Step};

/// Returns the execution unchanged.
pub(crate) fn with_keys<'run, P: Step>(execution: Execution<'run>, _: Steps<'_, P>) -> Execution<'run> {
    execution
}

/// Runs the nodes once.
///
/// # Errors
/// Returns the first error of a node, with its path.
pub(crate) fn run<P: PipelineDef>(
    execution: &Execution<'_>,
    plan: &ExecutionPlan,
    inputs: &[Measure],
    nodes: &[&dyn ErasedNode<P>],
    steps: Steps<'_, P>,
) -> Result<()> {
    run_nodes(plan, execution, inputs, nodes, steps)
}
