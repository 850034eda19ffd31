//! Whether a step takes what stands before it: asked once for each node, answered by method resolution.
//!
//! A method of the probe itself wins where its bound holds, then a trait's that takes `self`, then one that takes
//! `&self`, then one that takes `&mut self`. It works where all types are known, which is the case in the code of a
//! pipeline, and where there is no mistake it borrows nothing, so that rustc's borrow checker has nothing to do. The
//! answer makes the node: a sound one, or a broken one together with the message. Invariant: this is the one place
//! where a type mistake is reported, and nothing is said about what follows it.

use std::marker::PhantomData;

use super::node::{BrokenNode, FittedOf, StepNode, StepOf};
use super::outlet::{ByAxes, MeasureAs, One, Refused, Whole};
use super::shown::Shown;
use super::source::{Source, ValueSlot};
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Asked, Right};
use crate::step::{Fit, Out, Step, Value};

/// A type, as an argument.
#[derive(Debug)]
pub struct Of<T>(PhantomData<fn() -> T>);

impl<T> Of<T> {
    /// The type `T`.
    #[expect(clippy::new_without_default, reason = "it stands for a type; there is nothing to default")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for Of<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<T> {}

/// Whether the shapes on the way into a node are right. Where they are not, its types are not looked at.
#[derive(Debug, Clone, Copy)]
pub struct Link<const RIGHT: bool>;

/// Asks whether a step takes what its sources give.
#[derive(Debug)]
pub struct StepProbe<S, X, Y> {
    step: PhantomData<fn() -> S>,
    input: X,
    target: Y,
}

/// Asks whether a step takes what these sources give.
pub fn step_probe<S, X: Source, Y: Source>(_: Of<S>, input: X, target: Y) -> StepProbe<S, X, Y> {
    StepProbe { step: PhantomData, input, target }
}

/// The step takes it; what it gives is measured `As` the type says.
#[derive(Debug)]
pub struct Taken<S, X, Y, As> {
    step: PhantomData<fn(As) -> S>,
    input: X,
    target: Y,
}

/// A node with one outlet.
pub type NodeWithOne<P, S, X, Y> = StepNode<P, S, X, Y, One<Out<S, <X as Source>::Value>>>;

/// The step does not take an `X`, or not against a `Y`.
#[derive(Debug)]
pub struct NotTaken<X, Y>(PhantomData<fn(X, Y)>);

/// The answer where the step takes it and gives an array.
impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source> StepProbe<S, X, Y>
where
    ByAxes: MeasureAs<Out<S, X::Value>>,
{
    /// The answer.
    pub fn __verdict(self) -> Taken<S, X, Y, ByAxes> {
        Taken { step: PhantomData, input: self.input, target: self.target }
    }
}

/// The answer where the step takes it and gives anything else.
pub trait TakenValue {
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The source of the target.
    type Y;
    /// The answer.
    fn __verdict(self) -> Taken<Self::Step, Self::X, Self::Y, Whole>;
}

impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source> TakenValue for StepProbe<S, X, Y> {
    type Step = S;
    type X = X;
    type Y = Y;
    fn __verdict(self) -> Taken<S, X, Y, Whole> {
        Taken { step: PhantomData, input: self.input, target: self.target }
    }
}

/// The answer where it does not take it, about arrays, tuples and lists of them.
pub trait NotTakenShown {
    /// What stands for the value.
    type X;
    /// What stands for the target.
    type Y;
    /// The answer.
    fn __verdict(&self) -> NotTaken<Self::X, Self::Y> {
        NotTaken(PhantomData)
    }
}

impl<S, X: Source<Value: Shown>, Y: Source<Value: Shown>> NotTakenShown for StepProbe<S, X, Y> {
    type X = <X::Value as Shown>::As;
    type Y = <Y::Value as Shown>::As;
}

/// The answer where it does not take it, about anything else.
pub trait NotTakenOther {
    /// The value's type.
    type X;
    /// The target's type.
    type Y;
    /// The answer.
    fn __verdict(&mut self) -> NotTaken<Self::X, Self::Y> {
        NotTaken(PhantomData)
    }
}

impl<S, X: Source, Y: Source> NotTakenOther for StepProbe<S, X, Y> {
    type X = X::Value;
    type Y = Y::Value;
}

/// A type mistake that is to be reported.
#[derive(Debug)]
pub struct Wrong<X, Y>(PhantomData<fn(X, Y)>);

/// A mistake that has been reported.
#[derive(Debug)]
pub struct Silent;

/// What is to be done about a type mistake: report it, unless the shapes before it are wrong already.
pub trait Report {
    /// [`Wrong`] or [`Silent`].
    type Mistake<X, Y>;
    /// `X`, or nothing that is asked about.
    type Question<X>;
    /// What is to be done.
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
}

impl Report for Link<true> {
    type Mistake<X, Y> = Wrong<X, Y>;
    type Question<X> = X;
    fn mistake<X, Y>() -> Wrong<X, Y> {
        Wrong(PhantomData)
    }
}

impl Report for Link<false> {
    type Mistake<X, Y> = Silent;
    type Question<X> = Right;
    fn mistake<X, Y>() -> Silent {
        Silent
    }
}

impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source, As> Taken<S, X, Y, As> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// The node, which puts what it gives into an outlet of its own.
    pub fn __node<P: Step>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        _: Asked<Right>,
    ) -> NodeWithOne<P, S, X, Y>
    where
        As: MeasureAs<Out<S, X::Value>>,
    {
        StepNode::new(number, step, fitted, self.input, self.target, One::new::<As>())
    }

    /// As [`node`](Self::__node), of a step with a target.
    pub fn __node_against<P: Step>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        asked: Asked<Right>,
    ) -> NodeWithOne<P, S, X, Y>
    where
        As: MeasureAs<Out<S, X::Value>>,
    {
        self.__node(number, step, fitted, asked)
    }

    /// What the step gives.
    pub fn __gives(&self, _: Asked<Right>) -> Of<Out<S, X::Value>> {
        Of::new()
    }

    /// As [`__gives`](Self::__gives), of a step with a target.
    pub fn __gives_against(&self, asked: Asked<Right>) -> Of<Out<S, X::Value>> {
        self.__gives(asked)
    }

    /// The node, which puts what it gives into these outlets.
    pub fn __node_into<P: Step, O>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        outlet: O,
    ) -> StepNode<P, S, X, Y, O> {
        StepNode::new(number, step, fitted, self.input, self.target, outlet)
    }
}

impl<X, Y> NotTaken<X, Y> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }

    /// What is to be reported.
    pub fn __after<L: Report>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

/// The broken node of a mistake, whose message is what `Asked` says.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $without:ty, $against:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// A node that never runs.
            pub fn __node<P: Step, S: Step>(
                self,
                _: u32,
                _: StepOf<P, S>,
                _: FittedOf<P, S>,
                _: $without,
            ) -> BrokenNode<S::Fitted, One<Poison>> {
                BrokenNode::new(One::poison())
            }

            /// A node that never runs, of a step with a target.
            pub fn __node_against<P: Step, S: Step>(
                self,
                _: u32,
                _: StepOf<P, S>,
                _: FittedOf<P, S>,
                _: $against,
            ) -> BrokenNode<S::Fitted, One<Poison>> {
                BrokenNode::new(One::poison())
            }

            /// Poison.
            pub fn __gives(&self, _: $without) -> Of<Poison> {
                Of::new()
            }

            /// Poison, of a step with a target.
            pub fn __gives_against(&self, _: $against) -> Of<Poison> {
                Of::new()
            }

            /// A node that never runs.
            pub fn __node_into<P: Step, S: Step, O>(
                self,
                _: u32,
                _: StepOf<P, S>,
                _: FittedOf<P, S>,
                outlet: O,
            ) -> BrokenNode<S::Fitted, O> {
                BrokenNode::new(outlet)
            }
        })+
    };
}
broken! {
    [X Y] Wrong<X, Y>: Asked<X>, Asked<X, Y>;
    [] Silent: Asked<Right>, Asked<Right>;
}

/// Asks whether a slot stands behind a mistake.
#[derive(Debug)]
pub struct SoundProbe<T>(PhantomData<fn() -> T>);

impl<T> SoundProbe<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks whether a slot stands behind a mistake.
pub fn sound_probe<T>(_: &ValueSlot<T>) -> SoundProbe<T> {
    SoundProbe(PhantomData)
}

/// The answer where it does: nothing is said about what follows.
impl SoundProbe<Poison> {
    /// The answer.
    pub fn __pass<L>(self, _: L) -> Link<false> {
        Link
    }
}

/// The answer where it does not.
pub trait SoundSlot: Sized {
    /// The answer.
    fn __pass<L>(self, link: L) -> L {
        link
    }
}

impl<T> SoundSlot for SoundProbe<T> {}

/// Asks whether a type can flow along an edge.
#[derive(Debug)]
pub struct FlowProbe<T>(PhantomData<fn() -> T>);

/// Asks whether a type can flow along an edge.
pub fn flow_probe<T>(_: Of<T>) -> FlowProbe<T> {
    FlowProbe(PhantomData)
}

/// The type flows; it is measured `As` the type says.
#[derive(Debug)]
pub struct Flowing<As>(PhantomData<As>);

/// The type cannot flow.
#[derive(Debug)]
pub struct Standing;

/// The answer for arrays.
impl<T: Value> FlowProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// The answer.
    pub fn __flow(self) -> Flowing<ByAxes> {
        Flowing(PhantomData)
    }
}

/// The answer for anything else that flows.
pub trait FlowingValue: Sized {
    /// The answer.
    fn __flow(self) -> Flowing<Whole> {
        Flowing(PhantomData)
    }
}

impl<T: Value> FlowingValue for FlowProbe<T> {}

/// The answer for what cannot flow.
pub trait StandingValue {
    /// The answer.
    fn __flow(&self) -> Standing {
        Standing
    }
}

impl<T> StandingValue for FlowProbe<T> {}

impl<As> Flowing<As> {
    /// The place of an input.
    pub fn __inlet<T>(self, _: Of<T>, _: Asked<Right>) -> One<T>
    where
        As: MeasureAs<T>,
    {
        One::new::<As>()
    }
}

impl Standing {
    /// Reports an input that cannot flow.
    pub fn __inlet<T>(self, _: Of<T>, _: Asked<T>) -> Refused<T> {
        Refused::new()
    }
}

impl Link<true> {
    /// Compares the type of an output with the promise.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<T, P>) {}
}

impl Link<false> {
    /// Says nothing.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<(), ()>) {}
}

/// The answer to a question that is not asked.
pub fn nothing_asked() -> Asked<Right> {
    Asked::new()
}
