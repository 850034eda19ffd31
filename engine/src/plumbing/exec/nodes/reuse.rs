//! A node that uses the fitted step of another: `z |> inverse(label)` undoes it, `check |> through(joined)` applies it again.
//!
//! The step is reached at run time: while fitting in the slot of the node that learns it, which has run before, while
//! learning from batches in the state of that node, and while predicting in the fitted struct. Invariant: the node
//! owns no part of the step, so a node without lifetimes is made first, and tied to the other node's slot when all nodes
//! are there.

use std::marker::PhantomData;

use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::fit_state::FitState;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::output::OutputSlots;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{StepAccess, Steps, fitted};
use crate::plumbing::plan::erased::{AnyFitted, FittedMut, wrong_type};
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::FittedSlot;
use crate::step::{Context, Inverse, Invertible, Step, Transform};

/// What is done to a value with a fitted step of `S`.
pub trait ReuseKind<S: Step, Z>: Send + Sync {
    /// What comes out.
    type Out;

    /// Does it.
    ///
    /// # Errors
    /// Those of the step.
    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out>;
}

/// The step is undone.
#[derive(Debug)]
pub struct ApplyInverse;

impl<Z, S: Invertible<Fitted: Inverse<Z>>> ReuseKind<S, Z> for ApplyInverse {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, _: &Context<'_>) -> Result<Self::Out> {
        step.inverse(value)
    }
}

/// The step is applied, as while predicting.
#[derive(Debug)]
pub struct Reapply;

impl<Z, S: Step<Fitted: Transform<Z>>> ReuseKind<S, Z> for Reapply {
    type Out = <S::Fitted as Transform<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out> {
        step.transform_with(value, context)
    }
}

/// What comes out of the fitted step `S`, used this way, for the values of `X`.
pub(crate) type ReusedOut<W, S, X> = <W as ReuseKind<S, <X as Source>::Value>>::Out;

/// A node that uses a fitted step, once it is [bound](Self::__bind_to) to the node that fits the step.
#[derive(Debug)]
pub struct ReuseNode<W, S: Step, X, O> {
    number: u32,
    /// The number of the node that fits the step.
    owner: u32,
    way: PhantomData<fn() -> (W, S)>,
    input: X,
    /// Where the output goes.
    pub output: O,
}

impl<W, S: Step, X, O> ReuseNode<W, S, X, O> {
    pub(crate) fn new(number: u32, owner: u32, input: X, output: O) -> Self {
        Self { number, owner, way: PhantomData, input, output }
    }

    /// Returns the node: `learnt` is the slot of the node that fits the step.
    pub fn __bind_to<'all>(&'all self, learnt: &'all FittedSlot<S::Fitted>) -> BoundReuse<'all, W, S, X, O> {
        BoundReuse { node: self, learnt }
    }
}

/// A node that uses a fitted step, and the slot of that step.
#[derive(Debug)]
pub struct BoundReuse<'all, W, S: Step, X, O> {
    node: &'all ReuseNode<W, S, X, O>,
    learnt: &'all FittedSlot<S::Fitted>,
}

impl<W, S, X, O> ReuseNode<W, S, X, O>
where
    W: ReuseKind<S, X::Value>,
    S: Step,
    X: Source,
    O: OutputSlots<Value = ReusedOut<W, S, X>>,
{
    fn apply(&self, execution: &Execution<'_>, step: &S::Fitted) -> Result<()> {
        execution.node(self.number, |node| {
            let (value, measures) = self.input.take()?;
            node.check_inputs(step, measures.as_ref(), None)?;
            self.output.put(node, W::apply(step, value, node.context())?)
        })
    }
}

impl<W, P, S, X, O> ErasedNode<P> for BoundReuse<'_, W, S, X, O>
where
    W: ReuseKind<S, X::Value>,
    P: StepAccess,
    S: Step,
    X: Source,
    O: OutputSlots<Value = ReusedOut<W, S, X>>,
{
    fn run(&self, execution: &Execution<'_>, role: NodeRole, steps: Steps<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        self.node.apply(
            execution,
            match steps {
                Steps::Unfitted(_) => self.learnt.get()?,
                Steps::Fitted(steps) => fitted::<P, _>(steps, self.node.owner)?,
            },
        )
    }

    fn start<'s>(&self, _: &Execution<'_>, _: &'s P) -> Result<Option<FitState<'s>>> {
        Ok(Some(FitState::Stepless))
    }

    fn learn(&self, execution: &Execution<'_>, _: NodeRole, _: &P, reused: &mut FitState<'_>) -> Result<()> {
        let FitState::Fitted(step) = reused else { return Err(poisoned()) };
        self.node.apply(execution, step.downcast_ref().ok_or_else(wrong_type::<S::Fitted>)?)
    }

    fn update(
        &self,
        execution: &Execution<'_>,
        _: NodeRole,
        _: &P,
        reused: Option<FittedMut<'_>>,
    ) -> Result<()> {
        let step = reused.and_then(|step| step.downcast_mut()).ok_or_else(wrong_type::<S::Fitted>)?;
        self.node.apply(execution, step)
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.node.output.type_names()
    }
    fn cached(&self) -> Option<CachedNode<'_>> {
        Some(CachedNode { fitted: None, sources: [&self.node.input, &()], output: &self.node.output })
    }
}
