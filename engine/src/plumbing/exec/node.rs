//! What can be done with a node, whatever its types.
//!
//! Invariant: which of fitting, predicting and drawing a node serves is a value ([`NodeRole`], [`Steps`]), so that the generated
//! code is one call for a node.

use super::cached_node::CachedNode;
use super::execution::Execution;
use super::fit_state::FitState;
use super::steps::{StepAccess, Steps};
use crate::Result;
use crate::plumbing::plan::erased::{AnyFitted, FittedMut};
use crate::plumbing::plan::liveness::NodeRole;
use std::any::Any;

/// A node of the pipeline `P`, whatever its types.
pub trait ErasedNode<P: StepAccess>: Sync {
    /// Runs the node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn run(&self, execution: &Execution<'_>, role: NodeRole, steps: Steps<'_, P>) -> Result<()>;

    /// Starts to learn from batches; `None`: the step needs all rows at once.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn start<'s>(&self, execution: &Execution<'_>, steps: &'s P) -> Result<Option<FitState<'s>>>;

    /// Runs the node on a batch: it learns, or transforms with its fitted step. A node that uses the step of another node
    /// receives the state of that node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn learn(
        &self,
        execution: &Execution<'_>,
        role: NodeRole,
        steps: &P,
        learnt: &mut FitState<'_>,
    ) -> Result<()>;

    /// Runs the node of a fitted pipeline on a batch: it learns from it where it stands, and then transforms it. A node
    /// that uses the step of another node receives the fitted step of that node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn update(
        &self,
        execution: &Execution<'_>,
        role: NodeRole,
        steps: &P,
        fitted: Option<FittedMut<'_>>,
    ) -> Result<()>;

    /// Takes the fitted step that it became elsewhere.
    ///
    /// # Errors
    /// It is another node's: a bug in the engine.
    fn adopt(&self, fitted: AnyFitted) -> Result<()>;

    /// The names of the types of the values that it gives.
    fn type_names(&self) -> Vec<&'static str>;

    /// The node's step among these; `None`: it has none of its own.
    fn any_step<'s>(&self, _: Steps<'s, P>) -> Option<&'s dyn Any> {
        None
    }

    /// The node as a cache sees it; `None` behind a mistake.
    fn cached(&self) -> Option<CachedNode<'_>>;
}
