//! Whether a step accepts its inputs: one question for each node, answered by method resolution.
//!
//! rustc prefers an inherent method of the probe if its bound holds, then a method of a trait that takes `self`, then
//! one that takes `&self`, then one that takes `&mut self`, then those of the type to which the probe dereferences. This needs concrete types, which the code of a pipeline
//! has. The methods for a step without a mistake borrow nothing, to save the time of the borrow checker. The answer
//! makes the node: a working node, or a broken node together with the message.
//!
//! Invariant: the type mistake of a step is reported only here, and causes no second error in the nodes that depend on
//! it.

use std::marker::PhantomData;
use std::ops::Deref;

use super::display::DisplayAs;
use super::probe::{Of, Rejected, Report, ReportStored, ShapeGate};
use super::stored::AsStored;
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::step::StepNode;
use crate::plumbing::exec::output::OutputSlot;
use crate::plumbing::exec::source::Source;
use crate::step::{Fit, Out, Step, Transform, Value};
use crate::steps::{ToDense, ToSparse};

/// Asks whether a step accepts the values of its sources.
#[derive(Debug)]
pub struct StepProbe<S, X, Y, L> {
    step: PhantomData<fn(L) -> S>,
    input: X,
    target: Y,
}

/// Asks whether a step accepts the values of these sources, if the gate says that the shapes are right.
pub fn step_probe<S, X: Source, Y: Source, L>(_: Of<S>, input: X, target: Y, _: L) -> StepProbe<S, X, Y, L> {
    StepProbe { step: PhantomData, input, target }
}

/// The answer that the step accepts its inputs. `As` is how its output is measured.
#[derive(Debug)]
pub struct Accepted<S, X, Y, As> {
    step: PhantomData<fn(As) -> S>,
    input: X,
    target: Y,
}

/// A node with one output.
pub(crate) type NodeWithOneOutput<S, X, Y> = StepNode<S, X, Y, OutputSlot<Out<S, <X as Source>::Value>>>;

/// The answer if the step accepts its inputs and returns an array.
impl<S: Fit<X::Value, Y::Value>, X: Source, Y: Source, L> StepProbe<S, X, Y, L>
where
    ByAxes: MeasureAs<Out<S, X::Value>>,
{
    /// Returns the answer.
    pub fn __accepts(self) -> Accepted<S, X, Y, ByAxes> {
        Accepted { step: PhantomData, input: self.input, target: self.target }
    }
}

/// The answer if the step accepts its inputs and returns anything else.
pub trait AcceptedValue {
    /// The step.
    type Step;
    /// The source of the input.
    type X;
    /// The source of the target.
    type Y;
    /// Returns the answer.
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

/// The answer if the step accepts the sparse values of the arrays among its inputs.
pub trait TakesThemSparse {
    /// `ReportStored`, or `Rejected` if the shapes are wrong already.
    type Mistake;
    /// Returns the answer.
    fn __accepts(&self) -> Self::Mistake;
}

impl<S, X, Y: Source, L: ShapeGate> TakesThemSparse for StepProbe<S, X, Y, L>
where
    X: Source<Value: AsStored>,
    S: Fit<<X::Value as AsStored>::Sparse, Y::Value>,
{
    type Mistake = L::StoredMistake<<X::Value as AsStored>::Shown, ToSparse>;
    fn __accepts(&self) -> Self::Mistake {
        L::stored_mistake()
    }
}

/// The answer if the step accepts the arrays of the sparse values among its inputs.
pub trait TakesTheirArrays {
    /// `ReportStored`, or `Rejected` if the shapes are wrong already.
    type Mistake;
    /// Returns the answer.
    fn __accepts(&mut self) -> Self::Mistake;
}

impl<S, X, Y: Source, L: ShapeGate> TakesTheirArrays for StepProbe<S, X, Y, L>
where
    X: Source<Value: AsStored>,
    S: Fit<<X::Value as AsStored>::Dense, Y::Value>,
{
    type Mistake = L::StoredMistake<<X::Value as AsStored>::Shown, ToDense>;
    fn __accepts(&mut self) -> Self::Mistake {
        L::stored_mistake()
    }
}

/// Asks which type a message shows, if the step accepts its inputs neither as they are nor stored in another way.
#[derive(Debug)]
pub struct OtherwiseProbe<S, X, Y, L> {
    step: PhantomData<fn(L) -> S>,
    given: PhantomData<fn(X, Y)>,
}

impl<S, X, Y, L> Clone for OtherwiseProbe<S, X, Y, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, X, Y, L> Copy for OtherwiseProbe<S, X, Y, L> {}

/// rustc asks the methods of the target after those of the probe.
impl<S, X, Y, L> Deref for StepProbe<S, X, Y, L> {
    type Target = OtherwiseProbe<S, X, Y, L>;

    fn deref(&self) -> &Self::Target {
        &OtherwiseProbe { step: PhantomData, given: PhantomData }
    }
}

/// The answer if the step does not accept its inputs, for arrays, tuples and lists of them.
pub trait NotAcceptedDisplay {
    /// `Report`, or `Rejected` if the shapes are wrong already.
    type Mistake;
    /// Returns the answer.
    fn __accepts(self) -> Self::Mistake;
}

impl<S, X, Y, L: ShapeGate> NotAcceptedDisplay for OtherwiseProbe<S, X, Y, L>
where
    X: Source<Value: DisplayAs>,
    Y: Source<Value: DisplayAs>,
{
    type Mistake = L::Mistake<<X::Value as DisplayAs>::As, <Y::Value as DisplayAs>::As>;
    fn __accepts(self) -> Self::Mistake {
        L::mistake()
    }
}

/// The answer if the step does not accept its inputs, for any other type.
pub trait NotAcceptedOwn {
    /// The same as [`NotAcceptedDisplay::Mistake`].
    type Mistake;
    /// Returns the answer.
    fn __accepts(&self) -> Self::Mistake;
}

impl<S, X: Source, Y: Source, L: ShapeGate> NotAcceptedOwn for OtherwiseProbe<S, X, Y, L> {
    type Mistake = L::Mistake<X::Value, Y::Value>;
    fn __accepts(&self) -> Self::Mistake {
        L::mistake()
    }
}

/// The nodes of a step whose fitted step transforms the input into a value that can flow along an edge.
impl<S, X: Source, Y: Source, As> Accepted<S, X, Y, As>
where
    S: Fit<X::Value, Y::Value> + Step<Fitted: Transform<X::Value, Out: Value>>,
{
    /// Returns the node, which puts its output into a slot of its own.
    pub fn __node(self, number: u32, _: Evidence<Proven>, _: Evidence<Proven>) -> NodeWithOneOutput<S, X, Y>
    where
        As: MeasureAs<Out<S, X::Value>>,
    {
        StepNode::new(number, self.input, self.target, OutputSlot::new::<As>())
    }

    /// Returns the type of the output.
    pub fn __gives(&self, _: Evidence<Proven>, _: Evidence<Proven>) -> Of<Out<S, X::Value>> {
        Of::new()
    }

    /// Returns the node, which puts its outputs into these slots.
    pub fn __node_into<O>(self, number: u32, output: O) -> StepNode<S, X, Y, O> {
        StepNode::new(number, self.input, self.target, output)
    }
}

/// The answer if rustc has reported that the fitted step of this step does not transform the input, or that its output cannot
/// flow along an edge: at the implementations of the step.
pub trait AcceptedInPart: Sized {
    /// Returns a node that never runs.
    fn __node<F>(
        self,
        _: u32,
        _: Evidence<Proven>,
        _: Evidence<Proven>,
    ) -> BrokenNode<F, OutputSlot<Poison>> {
        BrokenNode::new(OutputSlot::poison())
    }

    /// Returns poison as the type of the output.
    fn __gives(&self, _: Evidence<Proven>, _: Evidence<Proven>) -> Of<Poison> {
        Of::new()
    }

    /// Returns a node that never runs.
    fn __node_into<F, O>(self, _: u32, output: O) -> BrokenNode<F, O> {
        BrokenNode::new(output)
    }
}

impl<S, X, Y, As> AcceptedInPart for Accepted<S, X, Y, As> {}

/// Implements the broken node of a mistake, which rustc reports by the bound of `Evidence`. Without a target, `Y` is `()`, and
/// so is the second type of the evidence of a question about the input alone. The first question is whether the step accepts the
/// values, the second whether it would, stored in another way.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $asked:ty, $stored:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// Returns a node that never runs.
            pub fn __node<F>(
                self,
                _: u32,
                _: $asked,
                _: $stored,
            ) -> BrokenNode<F, OutputSlot<Poison>> {
                BrokenNode::new(OutputSlot::poison())
            }

            /// Returns poison as the type of the output.
            pub fn __gives(&self, _: $asked, _: $stored) -> Of<Poison> {
                Of::new()
            }

            /// Returns a node that never runs.
            pub fn __node_into<F, O>(
                self,
                _: u32,
                output: O,
            ) -> BrokenNode<F, O> {
                BrokenNode::new(output)
            }
        })+
    };
}
broken! {
    [X Y] Report<X, Y>: Evidence<X, Y>, Evidence<Proven>;
    [X How] ReportStored<X, How>: Evidence<Proven>, Evidence<X, How>;
    [] Rejected: Evidence<Proven>, Evidence<Proven>;
}
