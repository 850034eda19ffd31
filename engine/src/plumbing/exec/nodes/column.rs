//! A node that takes a column of records and has no step: `passengers.age`.
//!
//! Invariant: the column shares the buffer of the records: nothing is copied.

use crate::Result;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::output::OutputSlots;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{StepAccess, StepState};
use crate::plumbing::plan::liveness::NodeRole;
use crate::records::{HasColumn, Records};

/// A table with a column whose name has this number.
pub trait ColumnOf<const NUMBER: u64> {
    /// The column.
    type Column: Clone + Send + 'static;

    /// Returns the column.
    fn column(&self) -> Self::Column;
}

impl<R: HasColumn<NUMBER>, const NUMBER: u64> ColumnOf<NUMBER> for Records<R> {
    type Column = R::Column;

    fn column(&self) -> R::Column {
        R::column(self).clone()
    }
}

/// A node that takes the column whose name has this number.
#[derive(Debug)]
pub struct ColumnNode<X, O, const NUMBER: u64> {
    number: u32,
    input: X,
    /// The slot of the output.
    pub output: O,
}

impl<X, O, const NUMBER: u64> ColumnNode<X, O, NUMBER> {
    /// Creates the node with this number.
    pub fn new(number: u32, input: X, output: O) -> Self {
        Self { number, input, output }
    }
}

impl<P, X, O, const NUMBER: u64> ErasedNode<P> for ColumnNode<X, O, NUMBER>
where
    P: StepAccess,
    X: Source<Value: ColumnOf<NUMBER>>,
    O: OutputSlots<Value = <X::Value as ColumnOf<NUMBER>>::Column>,
{
    fn run(&self, execution: &Execution<'_>, role: NodeRole, _: StepState<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        execution.node(self.number, |node| {
            let (records, _) = self.input.take()?;
            self.output.put(node, records.column())
        })
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.output.type_names()
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        Some(CachedNode { fitted: None, sources: [&self.input, &()], output: &self.output })
    }
}
