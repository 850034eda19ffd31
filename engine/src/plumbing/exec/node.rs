//! The operations of a node, independent of its types.
//!
//! Invariant: there is one way to run a node. Fitting, predicting, learning from batches and updating differ only in
//! values ([`NodeRole`], [`StepState`]), so rustc compiles one function for each node.

use super::cached_node::CachedNode;
use super::execution::Execution;
use super::fit_state::FitState;
use super::steps::{StepAccess, StepState};
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::plan::erased::AnyFitted;
use crate::plumbing::plan::liveness::NodeRole;

/// A node, independent of its types. The default methods are those of a node without a step.
pub trait ErasedNode<P: StepAccess>: Sync {
    /// Runs the node. A node that uses the step of another node receives the state of that step.
    ///
    /// # Errors
    /// The error of the step, with the node's path.
    fn run(&self, execution: &Execution<'_>, role: NodeRole, state: StepState<'_, P>) -> Result<()>;

    /// Starts to learn from batches. Returns `None` if the step needs all rows at once.
    ///
    /// # Errors
    /// The error of the step, with the node's path.
    fn start<'s>(&self, _: &Execution<'_>, _: &'s P) -> Result<Option<FitState<'s>>> {
        Ok(Some(FitState::Stepless))
    }

    /// Puts a fitted step that another node has fitted, or that a cache has kept, into the slot of this node.
    ///
    /// # Errors
    /// The fitted step has another type: a bug in the engine.
    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    /// Returns the names of the types of its outputs.
    fn type_names(&self) -> Vec<&'static str>;

    /// Returns the node as a cache sees it, or `None` after a reported error.
    fn cached(&self) -> Option<CachedNode<'_>>;
}
