//! A node that compares a shape and has no step: `expect [n, 24]`.
//!
//! Invariant: the value is passed on unchanged. Its shape is compared like that of any output, when it is put into its
//! slot.

use crate::Result;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::output::OutputSlots;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{StepAccess, StepState};
use crate::plumbing::plan::liveness::NodeRole;

/// A node that compares a shape and has no step: `expect [n, 24]`.
#[derive(Debug)]
pub struct ExpectNode<X, O> {
    number: u32,
    input: X,
    /// The slot of the output.
    pub output: O,
}

impl<X, O> ExpectNode<X, O> {
    /// Creates the node with this number.
    pub fn new(number: u32, input: X, output: O) -> Self {
        Self { number, input, output }
    }
}

impl<P: StepAccess, X: Source, O: OutputSlots<Value = X::Value>> ErasedNode<P> for ExpectNode<X, O> {
    fn run(&self, execution: &Execution<'_>, role: NodeRole, _: StepState<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        execution.node(self.number, |node| {
            let (value, _) = self.input.take()?;
            self.output.put(node, value)
        })
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.output.type_names()
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        Some(CachedNode { fitted: None, sources: [&self.input, &()], output: &self.output })
    }
}
