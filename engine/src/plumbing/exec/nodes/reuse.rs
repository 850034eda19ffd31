//! A node that uses the fitted step of another node: `z |> inverse(label)` applies the inverse of the step, and
//! `check |> through(joined)` applies the step to another value.
//!
//! While fitting, the fitted step is in the slot of the node that fits it, which runs first. Otherwise it is in the
//! [`StepState`], which is that of the other node.
//!
//! Invariant: the node does not own the step. It is made without lifetimes, and is bound to the slot of the other node
//! after all nodes are made.

use std::marker::PhantomData;

use crate::Result;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::output::OutputSlots;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{StepAccess, StepState};
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::FittedSlot;
use crate::step::{Context, Inverse, Invertible, Step, Transform};

/// A use of the fitted step of `S`: its inverse, or the step itself.
pub trait ReuseKind<S: Step, Z>: Send + Sync {
    /// The type of the output.
    type Out;

    /// Applies it to a value.
    ///
    /// # Errors
    /// Those of the step.
    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out>;
}

/// Applies the inverse of the step.
#[derive(Debug)]
pub struct ApplyInverse;

impl<Z, S: Invertible<Fitted: Inverse<Z>>> ReuseKind<S, Z> for ApplyInverse {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, _: &Context<'_>) -> Result<Self::Out> {
        step.inverse(value)
    }
}

/// Applies the fitted step, as while predicting.
#[derive(Debug)]
pub struct Reapply;

impl<Z, S: Step<Fitted: Transform<Z>>> ReuseKind<S, Z> for Reapply {
    type Out = <S::Fitted as Transform<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out> {
        step.transform_with(value, context)
    }
}

/// The output type of this use of the fitted step of `S`, for the values of the source `X`.
pub(crate) type ReusedOut<W, S, X> = <W as ReuseKind<S, <X as Source>::Value>>::Out;

/// A node that uses a fitted step, once it is [bound](Self::__bind_to) to the node that fits the step.
#[derive(Debug)]
pub struct ReuseNode<W, S: Step, X, O> {
    number: u32,
    /// The number of the node that fits the step.
    owner: u32,
    kind: PhantomData<fn() -> (W, S)>,
    input: X,
    /// Where the output goes.
    pub output: O,
}

impl<W, S: Step, X, O> ReuseNode<W, S, X, O> {
    pub(crate) fn new(number: u32, owner: u32, input: X, output: O) -> Self {
        Self { number, owner, kind: PhantomData, input, output }
    }

    /// Returns the node, bound to the slot `fitted` of the node that fits the step.
    pub fn __bind_to<'all>(&'all self, fitted: &'all FittedSlot<S::Fitted>) -> BoundReuse<'all, W, S, X, O> {
        BoundReuse { node: self, fitted }
    }
}

/// A node that uses a fitted step, and the slot of that step.
#[derive(Debug)]
pub struct BoundReuse<'all, W, S: Step, X, O> {
    node: &'all ReuseNode<W, S, X, O>,
    fitted: &'all FittedSlot<S::Fitted>,
}

impl<P: StepAccess, W, S, X, O> ErasedNode<P> for BoundReuse<'_, W, S, X, O>
where
    W: ReuseKind<S, X::Value>,
    S: Step,
    X: Source,
    O: OutputSlots<Value = ReusedOut<W, S, X>>,
{
    fn run(&self, execution: &Execution<'_>, role: NodeRole, state: StepState<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        let ReuseNode { number, owner, input, output, .. } = self.node;
        execution.node(*number, |node| {
            let fitted = match state {
                StepState::Fitted(fitted) => fitted.of(*owner)?,
                StepState::Unfitted(..) => self.fitted.get()?,
            };
            let (value, measures) = input.take()?;
            node.check_inputs(fitted, measures.as_ref(), None)?;
            output.put(node, W::apply(fitted, value, node.context())?)
        })
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.node.output.type_names()
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        Some(CachedNode { fitted: None, sources: [&self.node.input, &()], output: &self.node.output })
    }
}
