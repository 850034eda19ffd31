//! What can be done with a node, whatever its types.
//!
//! Invariant: there is one way to run a node. What distinguishes fitting, predicting, learning from batches and updating is a
//! value ([`NodeRole`], [`StepState`]), so that the generated code is one call for a node.

use super::cached_node::CachedNode;
use super::execution::Execution;
use super::fit_state::FitState;
use super::steps::{StepAccess, StepState};
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::plan::erased::AnyFitted;
use crate::plumbing::plan::liveness::NodeRole;

/// A node, whatever its types. The default answers are those of a node without a step.
pub trait ErasedNode<P: StepAccess>: Sync {
    /// Runs the node. A node that uses the step of another node receives the state of that step.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn run(&self, execution: &Execution<'_>, role: NodeRole, state: StepState<'_, P>) -> Result<()>;

    /// Starts to learn from batches with its step; `None`: the step needs all rows at once.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn start<'s>(&self, _: &Execution<'_>, _: &'s P) -> Result<Option<FitState<'s>>> {
        Ok(Some(FitState::Stepless))
    }

    /// Takes over a step that was fitted elsewhere.
    ///
    /// # Errors
    /// It is another node's: a bug in the engine.
    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    /// Returns the names of the types of its outputs.
    fn type_names(&self) -> Vec<&'static str>;

    /// The node as a cache sees it; `None` behind a mistake.
    fn cached(&self) -> Option<CachedNode<'_>>;
}
