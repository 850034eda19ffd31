//! A node that undoes the fitted step of another: `z |> inverse(label)`.
//!
//! The step is reached at run time: while fitting in the slot of the node that learns it, which has run before, while
//! learning from batches in what that node has learnt, and while predicting in the fitted struct. Invariant: the node
//! owns no part of the step, so a node without lifetimes is made first, and tied to the other node's slot when all nodes
//! are there.

use std::marker::PhantomData;

use super::engine::Engine;
use super::going_on::FittedMut;
use super::learning::{AnyFitted, Learnt};
use super::node::{BrokenNode, FittedOf, Steps, Task};
use super::outlet::{ByAxes, MeasureAs, One, Outlet, Whole};
use super::poison::{Poison, poisoned};
use super::schedule::Role;
use super::shown::Shown;
use super::source::Source;
use super::verdict::{Of, Report, Silent, Wrong};
use crate::Result;
use crate::errors::{Asked, Right};
use crate::run::FittedSlot;
use crate::shape::Signature;
use crate::step::{Inverse, Invertible, Step, Transform};

/// Asks whether a step has an inverse, and for which shapes: `<InverseOf<S>>::SIGNATURE`.
#[derive(Debug)]
pub struct InverseOf<S>(PhantomData<S>);

impl<S: Invertible> InverseOf<S> {
    /// It has.
    pub const EXISTS: bool = true;
    /// The shapes.
    pub const SIGNATURE: Signature = S::INVERSE;
}

/// The answer for a step without an inverse.
pub trait NoInverse {
    /// It has none.
    const EXISTS: bool = false;
    /// Nothing is said about shapes.
    const SIGNATURE: Signature = Signature::POISON;
}

impl<S> NoInverse for InverseOf<S> {}

/// The inverse of a step as a step, where only its types are wanted.
#[derive(Debug)]
pub struct Undo<S>(PhantomData<fn() -> S>);

impl<S: Step + 'static> Step for Undo<S> {
    type Fitted = Undo<S>;
    const SIGNATURE: Signature = Signature::POISON;
}

impl<Z, S: Invertible<Fitted: Inverse<Z>> + 'static> Transform<Z> for Undo<S> {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn transform(&self, _: Z) -> Result<Self::Out> {
        Err(poisoned())
    }
}

/// Asks whether a fitted step undoes what its source gives.
#[derive(Debug)]
pub struct InverseProbe<S, X> {
    step: PhantomData<fn() -> S>,
    input: X,
}

/// Asks whether the fitted step `S` undoes what this source gives.
pub fn inverse_probe<S, X: Source>(_: Of<S>, input: X) -> InverseProbe<S, X> {
    InverseProbe { step: PhantomData, input }
}

/// What the inverse of `S` gives for the values of `X`.
pub type UndoneOut<S, X> = <<S as Step>::Fitted as Inverse<<X as Source>::Value>>::Out;

/// The step undoes it; what it gives is measured `As` the type says.
#[derive(Debug)]
pub struct Undone<S, X, As> {
    step: PhantomData<fn(As) -> S>,
    input: X,
}

/// The step does not undo an `X`.
#[derive(Debug)]
pub struct NotUndone<S, X>(PhantomData<fn(S, X)>);

/// The answer where the inverse gives an array.
impl<S: Invertible<Fitted: Inverse<X::Value>>, X: Source> InverseProbe<S, X>
where
    ByAxes: MeasureAs<UndoneOut<S, X>>,
{
    /// The answer.
    pub fn __verdict(self) -> Undone<S, X, ByAxes> {
        Undone { step: PhantomData, input: self.input }
    }
}

/// The answer where the inverse gives anything else.
pub trait UndoneValue {
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The answer.
    fn __verdict(self) -> Undone<Self::Step, Self::X, Whole>;
}

impl<S: Invertible<Fitted: Inverse<X::Value>>, X: Source> UndoneValue for InverseProbe<S, X> {
    type Step = S;
    type X = X;
    fn __verdict(self) -> Undone<S, X, Whole> {
        Undone { step: PhantomData, input: self.input }
    }
}

/// The answer where there is no inverse, about arrays, tuples and lists of them.
pub trait NotUndoneShown {
    /// The step.
    type Step;
    /// What stands for the value.
    type X;
    /// The answer.
    fn __verdict(&self) -> NotUndone<Self::Step, Self::X> {
        NotUndone(PhantomData)
    }
}

impl<S, X: Source<Value: Shown>> NotUndoneShown for InverseProbe<S, X> {
    type Step = S;
    type X = <X::Value as Shown>::As;
}

/// The answer where there is no inverse, about anything else.
pub trait NotUndoneOther {
    /// The step.
    type Step;
    /// The value's type.
    type X;
    /// The answer.
    fn __verdict(&mut self) -> NotUndone<Self::Step, Self::X> {
        NotUndone(PhantomData)
    }
}

impl<S, X: Source> NotUndoneOther for InverseProbe<S, X> {
    type Step = S;
    type X = X::Value;
}

impl<S: Invertible<Fitted: Inverse<X::Value>>, X: Source, As: MeasureAs<UndoneOut<S, X>>> Undone<S, X, As> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// The node.
    pub fn __undoing<P: Step>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        _: Asked<Right>,
    ) -> InverseNode<P, S, X, One<UndoneOut<S, X>>> {
        InverseNode { number, fitted_step, input: self.input, outlet: One::new::<As>() }
    }
}

impl<S, X> NotUndone<S, X> {
    /// What is to be reported.
    pub fn __after<L: Report>(self, _: L) -> L::Mistake<S, X> {
        L::mistake()
    }
}

impl<S, X> Wrong<S, X> {
    /// A node that never runs; the step has no such inverse.
    pub fn __undoing<A, B>(self, _: u32, _: fn(&A) -> &B, _: Asked<S, X>) -> BrokenNode<(), One<Poison>> {
        broken_node()
    }
}

impl Silent {
    /// A node that never runs, behind a mistake.
    pub fn __undoing<A, B>(self, _: u32, _: fn(&A) -> &B, _: Asked<Right>) -> BrokenNode<(), One<Poison>> {
        broken_node()
    }
}

/// The node of a mistake that has been reported.
pub fn broken_node() -> BrokenNode<(), One<Poison>> {
    BrokenNode::new(One::poison())
}

/// A node that undoes a fitted step, once it is [tied](Self::tied_to) to where the step is learnt.
#[derive(Debug)]
pub struct InverseNode<P: Step, S: Step, X, O> {
    number: u32,
    fitted_step: FittedOf<P, S>,
    input: X,
    /// Where the output goes.
    pub outlet: O,
}

impl<P: Step, S: Step, X, O> InverseNode<P, S, X, O> {
    /// The task: `learnt` is the slot of the node that learns the step.
    pub fn __tied_to<'all>(&'all self, learnt: &'all FittedSlot<S::Fitted>) -> TiedInverse<'all, P, S, X, O> {
        TiedInverse { node: self, learnt }
    }
}

impl<F, O> BrokenNode<F, O> {
    /// Nothing is tied to what never runs.
    pub fn __tied_to<L>(&self, _: &FittedSlot<L>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

/// A node that undoes a fitted step, and where that step is learnt.
#[derive(Debug)]
pub struct TiedInverse<'all, P: Step, S: Step, X, O> {
    node: &'all InverseNode<P, S, X, O>,
    learnt: &'all FittedSlot<S::Fitted>,
}

impl<P, S, X, O> InverseNode<P, S, X, O>
where
    P: Step,
    S: Invertible<Fitted: Inverse<X::Value>>,
    X: Source,
    O: Outlet<Value = UndoneOut<S, X>>,
{
    fn undo(&self, engine: &Engine<'_>, step: &S::Fitted) -> Result<()> {
        engine.node(self.number, |node| {
            let (z, measures) = self.input.take()?;
            node.check_inputs(step, measures.as_ref(), None)?;
            self.outlet.put(node, step.inverse(z)?)
        })
    }
}

impl<P, S, X, O> Task<P> for TiedInverse<'_, P, S, X, O>
where
    P: Step,
    S: Invertible<Fitted: Inverse<X::Value>>,
    X: Source,
    O: Outlet<Value = UndoneOut<S, X>>,
{
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        self.node.undo(
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

    fn learn(&self, engine: &Engine<'_>, _: Role, _: &P, undone: &mut Learnt<'_>) -> Result<()> {
        let Learnt::Fitted(step) = undone else { return Err(poisoned()) };
        self.node.undo(engine, step.downcast_ref().ok_or_else(poisoned)?)
    }

    fn go_on(&self, engine: &Engine<'_>, _: Role, _: &P, undone: Option<FittedMut<'_>>) -> Result<()> {
        let step = undone.and_then(|step| step.downcast_mut()).ok_or_else(poisoned)?;
        self.node.undo(engine, step)
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.node.outlet.type_names()
    }
}
