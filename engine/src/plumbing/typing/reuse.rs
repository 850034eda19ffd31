//! Whether a fitted step undoes a value, or takes another: asked once for each node that uses the step of another.
//!
//! Invariant: as in `step`.

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
use crate::plumbing::exec::steps::FittedOf;
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

/// Asks whether a fitted step does this to what its source gives.
#[derive(Debug)]
pub struct ReuseProbe<W, S, X> {
    step: PhantomData<fn() -> (W, S)>,
    input: X,
}

/// Asks whether the fitted step `S` undoes what this source gives.
pub fn inverse_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<ApplyInverse, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// Asks whether the fitted step `S` takes what this source gives.
pub fn reapply_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Reapply, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// A node with one output.
pub(crate) type ReuseWithOneOutput<W, P, S, X> = ReuseNode<W, P, S, X, OutputSlot<ReusedOut<W, S, X>>>;

/// The step does it; what it gives is measured `As` the type says.
#[derive(Debug)]
pub struct Reused<W, S, X, As> {
    step: PhantomData<fn(As) -> (W, S)>,
    input: X,
}

/// The step does not do it to an `X`.
#[derive(Debug)]
pub struct NotReused<S, X>(PhantomData<fn(S, X)>);

/// The answer where it gives an array.
impl<W: ReuseKind<S, X::Value>, S: Step, X: Source> ReuseProbe<W, S, X>
where
    ByAxes: MeasureAs<ReusedOut<W, S, X>>,
{
    /// The answer.
    pub fn __accepts(self) -> Reused<W, S, X, ByAxes> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer where it gives anything else.
pub trait ReusedValue {
    /// What is done.
    type ReuseKind;
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The answer.
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

/// The answer where the step does not do it, about arrays, tuples and lists of them.
pub trait NotReusedDisplay {
    /// The step.
    type Step;
    /// What stands for the value.
    type X;
    /// The answer.
    fn __accepts(&self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source<Value: DisplayAs>> NotReusedDisplay for ReuseProbe<W, S, X> {
    type Step = S;
    type X = <X::Value as DisplayAs>::As;
}

/// The answer where the step does not do it, about anything else.
pub trait NotReusedOwn {
    /// The step.
    type Step;
    /// The value's type.
    type X;
    /// The answer.
    fn __accepts(&mut self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source> NotReusedOwn for ReuseProbe<W, S, X> {
    type Step = S;
    type X = X::Value;
}

impl<W: ReuseKind<S, X::Value>, S: Step, X: Source, As> Reused<W, S, X, As> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// The node, which puts what it gives into an output of its own.
    pub fn __reuse<P: Step>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        _: Evidence<Proven>,
    ) -> ReuseWithOneOutput<W, P, S, X>
    where
        As: MeasureAs<ReusedOut<W, S, X>>,
    {
        self.__reuse_into(number, fitted_step, OutputSlot::new::<As>())
    }

    /// What the step gives.
    pub fn __gives_reused(&self, _: Evidence<Proven>) -> Of<ReusedOut<W, S, X>> {
        Of::new()
    }

    /// The node, which puts what it gives into these outputs.
    pub fn __reuse_into<P: Step, O>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        output: O,
    ) -> ReuseNode<W, P, S, X, O> {
        ReuseNode::new(number, fitted_step, self.input, output)
    }
}

impl<S, X> NotReused<S, X> {
    /// What is to be reported.
    pub fn __after<L: ShapeGate>(self, _: L) -> L::Mistake<S, X> {
        L::mistake()
    }
}

/// The broken node of a mistake, whose message is what `Evidence` says.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $asked:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// A node that never runs.
            pub fn __reuse<A, B>(self, _: u32, _: fn(&A) -> &B, _: $asked) -> BrokenNode<(), OutputSlot<Poison>> {
                broken_node()
            }

            /// Poison.
            pub fn __gives_reused(&self, _: $asked) -> Of<Poison> {
                Of::new()
            }

            /// A node that never runs.
            pub fn __reuse_into<A, B, O>(self, _: u32, _: fn(&A) -> &B, output: O) -> BrokenNode<(), O> {
                BrokenNode::new(output)
            }
        })+
    };
}
broken! {
    [S X] Report<S, X>: Evidence<S, X>;
    [] Rejected: Evidence<Proven>;
}

/// The node of a mistake that has been reported.
pub fn broken_node() -> BrokenNode<(), OutputSlot<Poison>> {
    BrokenNode::new(OutputSlot::poison())
}
