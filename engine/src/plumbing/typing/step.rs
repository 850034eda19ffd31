//! Whether a step takes what stands before it: asked once for each node, answered by method resolution.
//!
//! A method of the probe itself wins where its bound holds, then a trait's that takes `self`, then one that takes
//! `&self`, then one that takes `&mut self`. It works where all types are known, which is the case in the code of a
//! pipeline, and where there is no mistake it borrows nothing, so that rustc's borrow checker has nothing to do. The
//! answer makes the node: a sound one, or a broken one together with the message. Invariant: this is the one place
//! where a type mistake is reported, and nothing is said about what follows it.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::{Of, Rejected, Report, ShapeGate};
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::step::StepNode;
use crate::plumbing::exec::output::OutputSlot;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{FittedOf, StepOf};
use crate::step::{Fit, Out, Step};

/// Asks whether a step takes what its sources give.
#[derive(Debug)]
pub struct StepProbe<S, X, Y, L> {
    step: PhantomData<fn(L) -> S>,
    input: X,
    target: Y,
}

/// Asks whether a step takes what these sources give, where the gate says that the shapes are right.
pub fn step_probe<S, X: Source, Y: Source, L>(_: Of<S>, input: X, target: Y, _: L) -> StepProbe<S, X, Y, L> {
    StepProbe { step: PhantomData, input, target }
}

/// The step takes it; what it gives is measured `As` the type says.
#[derive(Debug)]
pub struct Accepted<S, X, Y, As> {
    step: PhantomData<fn(As) -> S>,
    input: X,
    target: Y,
}

/// A node with one output.
pub(crate) type NodeWithOneOutput<P, S, X, Y> =
    StepNode<P, S, X, Y, OutputSlot<Out<S, <X as Source>::Value>>>;

/// The answer where the step takes it and gives an array.
impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source, L> StepProbe<S, X, Y, L>
where
    ByAxes: MeasureAs<Out<S, X::Value>>,
{
    /// The answer.
    pub fn __accepts(self) -> Accepted<S, X, Y, ByAxes> {
        Accepted { step: PhantomData, input: self.input, target: self.target }
    }
}

/// The answer where the step takes it and gives anything else.
pub trait AcceptedValue {
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The source of the target.
    type Y;
    /// The answer.
    fn __accepts(self) -> Accepted<Self::Step, Self::X, Self::Y, Whole>;
}

impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source, L> AcceptedValue for StepProbe<S, X, Y, L> {
    type Step = S;
    type X = X;
    type Y = Y;
    fn __accepts(self) -> Accepted<S, X, Y, Whole> {
        Accepted { step: PhantomData, input: self.input, target: self.target }
    }
}

/// The answer where it does not take it, about arrays, tuples and lists of them.
pub trait NotAcceptedDisplay {
    /// [`Report`], or [`Rejected`] where the shapes are wrong already.
    type Mistake;
    /// The answer.
    fn __accepts(&self) -> Self::Mistake;
}

impl<S, X, Y, L: ShapeGate> NotAcceptedDisplay for StepProbe<S, X, Y, L>
where
    X: Source<Value: DisplayAs>,
    Y: Source<Value: DisplayAs>,
{
    type Mistake = L::Mistake<<X::Value as DisplayAs>::As, <Y::Value as DisplayAs>::As>;
    fn __accepts(&self) -> Self::Mistake {
        L::mistake()
    }
}

/// The answer where it does not take it, about anything else.
pub trait NotAcceptedOwn {
    /// As of [`NotAcceptedDisplay`].
    type Mistake;
    /// The answer.
    fn __accepts(&mut self) -> Self::Mistake;
}

impl<S, X: Source, Y: Source, L: ShapeGate> NotAcceptedOwn for StepProbe<S, X, Y, L> {
    type Mistake = L::Mistake<X::Value, Y::Value>;
    fn __accepts(&mut self) -> Self::Mistake {
        L::mistake()
    }
}

impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source, As> Accepted<S, X, Y, As> {
    /// The node, which puts what it gives into an output of its own.
    pub fn __node<P: Step>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        _: Evidence<Proven>,
    ) -> NodeWithOneOutput<P, S, X, Y>
    where
        As: MeasureAs<Out<S, X::Value>>,
    {
        StepNode::new(number, step, fitted, self.input, self.target, OutputSlot::new::<As>())
    }

    /// As [`node`](Self::__node), of a step with a target.
    pub fn __node_against<P: Step>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        asked: Evidence<Proven>,
    ) -> NodeWithOneOutput<P, S, X, Y>
    where
        As: MeasureAs<Out<S, X::Value>>,
    {
        self.__node(number, step, fitted, asked)
    }

    /// What the step gives.
    pub fn __gives(&self, _: Evidence<Proven>) -> Of<Out<S, X::Value>> {
        Of::new()
    }

    /// As [`__gives`](Self::__gives), of a step with a target.
    pub fn __gives_against(&self, asked: Evidence<Proven>) -> Of<Out<S, X::Value>> {
        self.__gives(asked)
    }

    /// The node, which puts what it gives into these outputs.
    pub fn __node_into<P: Step, O>(
        self,
        number: u32,
        step: StepOf<P, S>,
        fitted: FittedOf<P, S>,
        output: O,
    ) -> StepNode<P, S, X, Y, O> {
        StepNode::new(number, step, fitted, self.input, self.target, output)
    }
}

/// The broken node of a mistake, whose message is what `Evidence` says.
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
            ) -> BrokenNode<S::Fitted, OutputSlot<Poison>> {
                BrokenNode::new(OutputSlot::poison())
            }

            /// A node that never runs, of a step with a target.
            pub fn __node_against<P: Step, S: Step>(
                self,
                _: u32,
                _: StepOf<P, S>,
                _: FittedOf<P, S>,
                _: $against,
            ) -> BrokenNode<S::Fitted, OutputSlot<Poison>> {
                BrokenNode::new(OutputSlot::poison())
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
                output: O,
            ) -> BrokenNode<S::Fitted, O> {
                BrokenNode::new(output)
            }
        })+
    };
}
broken! {
    [X Y] Report<X, Y>: Evidence<X>, Evidence<X, Y>;
    [] Rejected: Evidence<Proven>, Evidence<Proven>;
}
