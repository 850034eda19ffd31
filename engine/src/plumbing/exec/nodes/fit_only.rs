//! A node that acts only while fitting: `(x2, y2) = (x, y) |> DropOutliers`, `(past, fit next) = windows |> Ahead<1>`.
//!
//! Invariant: while predicting, the step is not called: an input that exists is passed on unchanged, and no node waits
//! for an input that does not exist. A step that changes rows needs all rows at once, so it returns an error if the
//! pipeline learns from batches.

use std::fmt;

use super::step::StepNode;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::fit_state::FitState;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::node_context::NodeContext;
use crate::plumbing::exec::output::{OutputSlot, OutputSlots};
use crate::plumbing::exec::source::{Source, ValueSlot};
use crate::plumbing::exec::steps::{LearnInto, StepAccess, StepState};
use crate::plumbing::plan::erased::AnyFitted;
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::Slot;
use crate::step::{Fit, Measure, Out, Step};
use crate::{Error, Result};

/// Sources whose values can be passed on, each to the output at its position. Further outputs are filled only while
/// fitting.
pub trait Bypass<O>: Source {
    /// Passes on the values for which `passed_on` is true.
    ///
    /// # Errors
    /// A slot is empty: a bug in the engine.
    fn bypass(&self, output: &O, node: &NodeContext<'_>, passed_on: &[bool]) -> Result<Vec<Measure>>;
}

macro_rules! bypass {
    ($($($part:ident $index:tt)+ => $($made:ident)*);+) => {
        $(impl<$($part: Clone + Send,)+ $($made),*> Bypass<($(OutputSlot<$part>,)+ $(OutputSlot<$made>,)*)> for ($(ValueSlot<$part>,)+) {
            fn bypass(
                &self,
                output: &($(OutputSlot<$part>,)+ $(OutputSlot<$made>,)*),
                node: &NodeContext<'_>,
                passed_on: &[bool],
            ) -> Result<Vec<Measure>> {
                let mut measures = Vec::new();
                $(if passed_on.get($index) == Some(&true) {
                    let (value, _) = Slot::take(&self.$index)?;
                    measures.push(output.$index.keep(node, $index, value)?);
                })+
                Ok(measures)
            }
        })+
    };
}
bypass!(
    A 0 B 1 =>; A 0 B 1 => C; A 0 B 1 => C D;
    A 0 B 1 C 2 =>; A 0 B 1 C 2 => D;
    A 0 B 1 C 2 D 3 =>
);

/// Implements [`Bypass`] for a node with one input, whose value is passed on to the first output. The other outputs
/// exist only while fitting.
macro_rules! bypass_one {
    ($($($made:ident)+);+) => {
        $(impl<A: Clone + Send, $($made),+> Bypass<(OutputSlot<A>, $(OutputSlot<$made>),+)> for ValueSlot<A> {
            fn bypass(
                &self,
                output: &(OutputSlot<A>, $(OutputSlot<$made>),+),
                node: &NodeContext<'_>,
                passed_on: &[bool],
            ) -> Result<Vec<Measure>> {
                if passed_on != [true] {
                    return Ok(Vec::new());
                }
                let (value, _) = Slot::take(self)?;
                Ok(vec![output.0.keep(node, 0, value)?])
            }
        })+
    };
}
bypass_one!(B; B C; B C D);

/// A node that acts only while fitting; while predicting it passes on the values for which `passed_on` is true.
pub struct FitOnlyNode<'all, S: Step, X, Y, O> {
    node: &'all StepNode<S, X, Y, O>,
    passed_on: &'static [bool],
}

impl<S: Step, X, Y, O> fmt::Debug for FitOnlyNode<'_, S, X, Y, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FitOnlyNode").field("passed_on", &self.passed_on).finish_non_exhaustive()
    }
}

impl<'all, S: Step, X, Y, O> FitOnlyNode<'all, S, X, Y, O> {
    pub(crate) fn new(node: &'all StepNode<S, X, Y, O>, passed_on: &'static [bool]) -> Self {
        Self { node, passed_on }
    }

    /// Returns the error for a pipeline that learns from batches, with the path of the node.
    fn needs_all_rows<T>(&self, execution: &Execution<'_>) -> Result<T> {
        execution.apart(self.node.number(), |_| {
            Err(Error::new(
                "a step that acts only while fitting needs all rows at once, but the pipeline learns from batches; fit it on \
                 all rows, or change the rows before they are batches",
            ))
        })
    }
}

impl<P: StepAccess, S, X, Y, O> ErasedNode<P> for FitOnlyNode<'_, S, X, Y, O>
where
    S: Fit<X::Value, Y::Value> + 'static,
    X: Bypass<O> + Source<Value: Clone + Send + 'static>,
    Y: Source<Value: Send + 'static>,
    O: OutputSlots<Value = Out<S, X::Value>>,
{
    fn run(&self, execution: &Execution<'_>, role: NodeRole, state: StepState<'_, P>) -> Result<()> {
        match state {
            StepState::Unfitted(_, LearnInto::Slot) => self.node.run(execution, role, state),
            StepState::Unfitted(..) => self.needs_all_rows(execution),
            StepState::Fitted(_) => execution.node(self.node.number(), |node| {
                self.node.input().bypass(&self.node.output, node, self.passed_on)
            }),
        }
    }

    /// A step that changes rows needs all rows at once, so the nodes that depend on it cannot learn from batches.
    fn start<'s>(&self, execution: &Execution<'_>, steps: &'s P) -> Result<Option<FitState<'s>>> {
        let step = self.node.step(steps)?;
        let starts = execution.apart(self.node.number(), |context| {
            Ok(Fit::<X::Value, Y::Value>::learning(step, context)?.is_some())
        })?;
        if starts { self.needs_all_rows(execution) } else { Ok(None) }
    }

    fn adopt(&self, fitted: AnyFitted) -> Result<()> {
        ErasedNode::<P>::adopt(self.node, fitted)
    }

    fn type_names(&self) -> Vec<&'static str> {
        ErasedNode::<P>::type_names(self.node)
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        ErasedNode::<P>::cached(self.node)
    }
}
