//! The node of a reported mistake, which never runs.
//!
//! Invariant: code that makes such a node does not compile, so no method here runs and no slot is filled.

use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::steps::{StepAccess, StepState};
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::FittedSlot;

/// A node whose step does not accept its input, which rustc has reported.
#[derive(Debug)]
pub struct BrokenNode<F, O> {
    /// Never filled.
    pub fitted: FittedSlot<F>,
    /// Never filled.
    pub output: O,
}

impl<F, O> BrokenNode<F, O> {
    pub(crate) fn new(output: O) -> Self {
        Self { fitted: FittedSlot::new(), output }
    }
}

impl<P: StepAccess, F: Send + Sync, O: Sync> ErasedNode<P> for BrokenNode<F, O> {
    fn run(&self, _: &Execution<'_>, _: NodeRole, _: StepState<'_, P>) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        None
    }
}

impl<F, O> BrokenNode<F, O> {
    /// Returns a broken node that uses no fitted step.
    pub fn __bind_to<L>(&self, _: &FittedSlot<L>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }

    /// Returns a broken node, and makes rustc report no second error.
    pub fn __fit_only(&self, _: &'static [bool], _: Evidence<Proven>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}
