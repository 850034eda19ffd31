//! Whether the inverse of a fitted step, or the fitted step itself, accepts another value.
//!
//! The generated code asks once for each `inverse` and each reapplied step.
//!
//! Invariant: a type mistake of such a node is reported here, and causes no second error in the nodes that depend on
//! it.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::{Of, Rejected, Report, ShapeGate};
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::reuse::{ApplyInverse, Reapply, ReuseKind, ReuseNode, ReusedOut};
use crate::plumbing::exec::output::OutputSlot;
use crate::plumbing::exec::source::Source;
use crate::shape::Signature;
use crate::step::{Inverse, Invertible, Step, Transform};

/// Asks whether a step has an inverse, and for which shapes: `<InverseOf<S>>::SIGNATURE`.
#[derive(Debug)]
pub struct InverseOf<S>(PhantomData<S>);

impl<S: Invertible> InverseOf<S> {
    /// `true`: the step has an inverse.
    pub const EXISTS: bool = true;
    /// The shapes that the inverse accepts and returns.
    pub const SIGNATURE: Signature = S::INVERSE;
}

/// The answer for a step without an inverse.
pub trait NoInverse {
    /// `false`: the step has no inverse.
    const EXISTS: bool = false;
    /// Poison, so that no shape error is reported.
    const SIGNATURE: Signature = Signature::POISON;
}

impl<S> NoInverse for InverseOf<S> {}

/// The inverse of a step as a step, used only for its types.
#[derive(Debug)]
pub struct InverseStep<S>(PhantomData<fn() -> S>);

impl<S: Step + 'static> Step for InverseStep<S> {
    type Fitted = InverseStep<S>;
    const SIGNATURE: Signature = Signature::POISON;
}

impl<Z, S: Invertible<Fitted: Inverse<Z>> + 'static> Transform<Z> for InverseStep<S> {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn transform(&self, _: Z) -> Result<Self::Out> {
        Err(poisoned())
    }
}

/// Asks whether a fitted step, or its inverse, accepts the value of its source.
#[derive(Debug)]
pub struct ReuseProbe<W, S, X> {
    step: PhantomData<fn() -> (W, S)>,
    input: X,
}

/// Asks whether the inverse of the fitted step of `S` accepts the value of this source.
pub fn inverse_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<ApplyInverse, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// Asks whether the fitted step of `S` accepts the value of this source.
pub fn reapply_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Reapply, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// A node with one output.
pub(crate) type ReuseWithOneOutput<W, S, X> = ReuseNode<W, S, X, OutputSlot<ReusedOut<W, S, X>>>;

/// The answer that the value is accepted. `As` is how the output is measured.
#[derive(Debug)]
pub struct Reused<W, S, X, As> {
    step: PhantomData<fn(As) -> (W, S)>,
    input: X,
}

/// The answer that an `X` is not accepted.
#[derive(Debug)]
pub struct NotReused<S, X>(PhantomData<fn(S, X)>);

/// The answer if the value is accepted and the output is an array.
impl<W: ReuseKind<S, X::Value>, S: Step, X: Source> ReuseProbe<W, S, X>
where
    ByAxes: MeasureAs<ReusedOut<W, S, X>>,
{
    /// Returns the answer.
    pub fn __accepts(self) -> Reused<W, S, X, ByAxes> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer if the value is accepted and the output is anything else.
pub trait ReusedValue {
    /// The way in which the step is used: inverse or reapply.
    type ReuseKind;
    /// The step.
    type Step;
    /// The source.
    type X;
    /// Returns the answer.
    fn __accepts(self) -> Reused<Self::ReuseKind, Self::Step, Self::X, Whole>;
}

impl<W: ReuseKind<S, X::Value>, S: Step, X: Source> ReusedValue for ReuseProbe<W, S, X> {
    type ReuseKind = W;
    type Step = S;
    type X = X;
    fn __accepts(self) -> Reused<W, S, X, Whole> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer if the value is not accepted, for arrays, tuples and lists of them.
pub trait NotReusedDisplay {
    /// The step.
    type Step;
    /// The type of the value, as a message shows it.
    type X;
    /// Returns the answer.
    fn __accepts(&self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source<Value: DisplayAs>> NotReusedDisplay for ReuseProbe<W, S, X> {
    type Step = S;
    type X = <X::Value as DisplayAs>::As;
}

/// The answer if the value is not accepted, for any other type.
pub trait NotReusedOwn {
    /// The step.
    type Step;
    /// The type of the value.
    type X;
    /// Returns the answer.
    fn __accepts(&mut self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source> NotReusedOwn for ReuseProbe<W, S, X> {
    type Step = S;
    type X = X::Value;
}

impl<W: ReuseKind<S, X::Value>, S: Step, X: Source, As> Reused<W, S, X, As> {
    /// Returns the answer unchanged, because it is not a mistake.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// Returns the node, which puts its output into a slot of its own.
    pub fn __reuse(self, number: u32, owner: u32, _: Evidence<Proven>) -> ReuseWithOneOutput<W, S, X>
    where
        As: MeasureAs<ReusedOut<W, S, X>>,
    {
        self.__reuse_into(number, owner, OutputSlot::new::<As>())
    }

    /// Returns the type of the output.
    pub fn __gives_reused(&self, _: Evidence<Proven>) -> Of<ReusedOut<W, S, X>> {
        Of::new()
    }

    /// Returns the node, which puts its output into these slots.
    pub fn __reuse_into<O>(self, number: u32, owner: u32, output: O) -> ReuseNode<W, S, X, O> {
        ReuseNode::new(number, owner, self.input, output)
    }
}

impl<S, X> NotReused<S, X> {
    /// Returns the mistake, which is reported only if the shapes are right.
    pub fn __after<L: ShapeGate>(self, _: L) -> L::Mistake<S, X> {
        L::mistake()
    }
}

/// Implements the broken node of a mistake, which rustc reports by the bound of `Evidence`.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $asked:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// Returns a node that never runs.
            pub fn __reuse(self, _: u32, _: u32, _: $asked) -> BrokenNode<(), OutputSlot<Poison>> {
                broken_node()
            }

            /// Returns poison as the type of the output.
            pub fn __gives_reused(&self, _: $asked) -> Of<Poison> {
                Of::new()
            }

            /// Returns a node that never runs.
            pub fn __reuse_into<O>(self, _: u32, _: u32, output: O) -> BrokenNode<(), O> {
                BrokenNode::new(output)
            }
        })+
    };
}
broken! {
    [S X] Report<S, X>: Evidence<S, X>;
    [] Rejected: Evidence<Proven>;
}

/// Returns the node of a mistake that rustc has reported.
pub fn broken_node() -> BrokenNode<(), OutputSlot<Poison>> {
    BrokenNode::new(OutputSlot::poison())
}
