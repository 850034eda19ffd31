//! A node that uses the fitted step of another: `z |> inverse(label)` undoes it, `check |> through(joined)` applies it again.
//!
//! The step is reached at run time: while fitting in the slot of the node that learns it, which has run before, while
//! learning from batches in what that node has learnt, and while predicting in the fitted struct. Invariant: the node
//! owns no part of the step, so a node without lifetimes is made first, and tied to the other node's slot when all nodes
//! are there.

use std::marker::PhantomData;

use crate::Result;
use crate::diagnostics::poison::poisoned;
#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::KeptNode;
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::fit_state::Learnt;
use crate::plumbing::exec::node::Task;
use crate::plumbing::exec::output::Outlet;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{FittedOf, Steps};
use crate::plumbing::plan::erased::{AnyFitted, FittedMut};
use crate::plumbing::plan::liveness::Role;
use crate::run::FittedSlot;
use crate::step::{Context, Inverse, Invertible, Step, Transform};

/// What is done to a value with a fitted step of `S`.
pub trait Way<S: Step, Z>: Send + Sync {
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
pub struct Backwards;

impl<Z, S: Invertible<Fitted: Inverse<Z>>> Way<S, Z> for Backwards {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, _: &Context<'_>) -> Result<Self::Out> {
        step.inverse(value)
    }
}

/// The step is applied, as while predicting.
#[derive(Debug)]
pub struct Again;

impl<Z, S: Step<Fitted: Transform<Z>>> Way<S, Z> for Again {
    type Out = <S::Fitted as Transform<Z>>::Out;

    fn apply(step: &S::Fitted, value: Z, context: &Context<'_>) -> Result<Self::Out> {
        step.transform_with(value, context)
    }
}

/// What comes out of the fitted step `S`, used this way, for the values of `X`.
pub(crate) type ReusedOut<W, S, X> = <W as Way<S, <X as Source>::Value>>::Out;

/// A node that uses a fitted step, once it is [tied](Self::__tied_to) to where the step is learnt.
#[derive(Debug)]
pub struct ReuseNode<W, P: Step, S: Step, X, O> {
    number: u32,
    way: PhantomData<fn() -> W>,
    fitted_step: FittedOf<P, S>,
    input: X,
    /// Where the output goes.
    pub outlet: O,
}

impl<W, P: Step, S: Step, X, O> ReuseNode<W, P, S, X, O> {
    pub(crate) fn new(number: u32, fitted_step: FittedOf<P, S>, input: X, outlet: O) -> Self {
        Self { number, way: PhantomData, fitted_step, input, outlet }
    }

    /// The task: `learnt` is the slot of the node that learns the step.
    pub fn __tied_to<'all>(
        &'all self,
        learnt: &'all FittedSlot<S::Fitted>,
    ) -> TiedReuse<'all, W, P, S, X, O> {
        TiedReuse { node: self, learnt }
    }
}

/// A node that uses a fitted step, and where that step is learnt.
#[derive(Debug)]
pub struct TiedReuse<'all, W, P: Step, S: Step, X, O> {
    node: &'all ReuseNode<W, P, S, X, O>,
    learnt: &'all FittedSlot<S::Fitted>,
}

impl<W, P, S, X, O> ReuseNode<W, P, S, X, O>
where
    W: Way<S, X::Value>,
    P: Step,
    S: Step,
    X: Source,
    O: Outlet<Value = ReusedOut<W, S, X>>,
{
    fn apply(&self, engine: &Engine<'_>, step: &S::Fitted) -> Result<()> {
        engine.node(self.number, |node| {
            let (value, measures) = self.input.take()?;
            node.check_inputs(step, measures.as_ref(), None)?;
            self.outlet.put(node, W::apply(step, value, node.context())?)
        })
    }
}

impl<W, P, S, X, O> Task<P> for TiedReuse<'_, W, P, S, X, O>
where
    W: Way<S, X::Value>,
    P: Step,
    S: Step,
    X: Source,
    O: Outlet<Value = ReusedOut<W, S, X>>,
{
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        self.node.apply(
            engine,
            match steps {
                Steps::Unfitted(_) => self.learnt.get()?,
                Steps::Fitted(fitted) => (self.node.fitted_step)(fitted),
            },
        )
    }

    fn start<'s>(&self, _: &Engine<'_>, _: &'s P) -> Result<Option<Learnt<'s>>> {
        Ok(Some(Learnt::Stepless))
    }

    fn learn(&self, engine: &Engine<'_>, _: Role, _: &P, reused: &mut Learnt<'_>) -> Result<()> {
        let Learnt::Fitted(step) = reused else { return Err(poisoned()) };
        self.node.apply(engine, step.downcast_ref().ok_or_else(poisoned)?)
    }

    fn go_on(&self, engine: &Engine<'_>, _: Role, _: &P, reused: Option<FittedMut<'_>>) -> Result<()> {
        let step = reused.and_then(|step| step.downcast_mut()).ok_or_else(poisoned)?;
        self.node.apply(engine, step)
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.node.outlet.type_names()
    }

    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>> {
        Some(KeptNode { fitted: None, sources: [&self.node.input, &()], outlet: &self.node.outlet })
    }
}
