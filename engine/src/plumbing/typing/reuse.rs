//! Whether a fitted step undoes a value, or takes another: asked once for each node that uses the step of another.
//!
//! Invariant: as in `step`.

use std::marker::PhantomData;

use super::display::Shown;
use super::probe::{Of, Report, Silent, Wrong};
use crate::Result;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::diagnostics::{Asked, Right};
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::reuse::{Again, Backwards, ReuseNode, ReusedOut, Way};
use crate::plumbing::exec::output::One;
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

/// Asks whether a fitted step does this to what its source gives.
#[derive(Debug)]
pub struct ReuseProbe<W, S, X> {
    step: PhantomData<fn() -> (W, S)>,
    input: X,
}

/// Asks whether the fitted step `S` undoes what this source gives.
pub fn inverse_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Backwards, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// Asks whether the fitted step `S` takes what this source gives.
pub fn again_probe<S, X: Source>(_: Of<S>, input: X) -> ReuseProbe<Again, S, X> {
    ReuseProbe { step: PhantomData, input }
}

/// A node with one outlet.
pub(crate) type ReuseWithOne<W, P, S, X> = ReuseNode<W, P, S, X, One<ReusedOut<W, S, X>>>;

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
impl<W: Way<S, X::Value>, S: Step, X: Source> ReuseProbe<W, S, X>
where
    ByAxes: MeasureAs<ReusedOut<W, S, X>>,
{
    /// The answer.
    pub fn __verdict(self) -> Reused<W, S, X, ByAxes> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer where it gives anything else.
pub trait ReusedValue {
    /// What is done.
    type Way;
    /// The step.
    type Step;
    /// The source.
    type X;
    /// The answer.
    fn __verdict(self) -> Reused<Self::Way, Self::Step, Self::X, Whole>;
}

impl<W: Way<S, X::Value>, S: Step, X: Source> ReusedValue for ReuseProbe<W, S, X> {
    type Way = W;
    type Step = S;
    type X = X;
    fn __verdict(self) -> Reused<W, S, X, Whole> {
        Reused { step: PhantomData, input: self.input }
    }
}

/// The answer where the step does not do it, about arrays, tuples and lists of them.
pub trait NotReusedShown {
    /// The step.
    type Step;
    /// What stands for the value.
    type X;
    /// The answer.
    fn __verdict(&self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source<Value: Shown>> NotReusedShown for ReuseProbe<W, S, X> {
    type Step = S;
    type X = <X::Value as Shown>::As;
}

/// The answer where the step does not do it, about anything else.
pub trait NotReusedOther {
    /// The step.
    type Step;
    /// The value's type.
    type X;
    /// The answer.
    fn __verdict(&mut self) -> NotReused<Self::Step, Self::X> {
        NotReused(PhantomData)
    }
}

impl<W, S, X: Source> NotReusedOther for ReuseProbe<W, S, X> {
    type Step = S;
    type X = X::Value;
}

impl<W: Way<S, X::Value>, S: Step, X: Source, As> Reused<W, S, X, As> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// The node, which puts what it gives into an outlet of its own.
    pub fn __reusing<P: Step>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        _: Asked<Right>,
    ) -> ReuseWithOne<W, P, S, X>
    where
        As: MeasureAs<ReusedOut<W, S, X>>,
    {
        self.__reusing_into(number, fitted_step, One::new::<As>())
    }

    /// What the step gives.
    pub fn __gives_again(&self, _: Asked<Right>) -> Of<ReusedOut<W, S, X>> {
        Of::new()
    }

    /// The node, which puts what it gives into these outlets.
    pub fn __reusing_into<P: Step, O>(
        self,
        number: u32,
        fitted_step: FittedOf<P, S>,
        outlet: O,
    ) -> ReuseNode<W, P, S, X, O> {
        ReuseNode::new(number, fitted_step, self.input, outlet)
    }
}

impl<S, X> NotReused<S, X> {
    /// What is to be reported.
    pub fn __after<L: Report>(self, _: L) -> L::Mistake<S, X> {
        L::mistake()
    }
}

/// The broken node of a mistake, whose message is what `Asked` says.
macro_rules! broken {
    ($([$($generic:ident)*] $mistake:ty: $asked:ty;)+) => {
        $(impl<$($generic),*> $mistake {
            /// A node that never runs.
            pub fn __reusing<A, B>(self, _: u32, _: fn(&A) -> &B, _: $asked) -> BrokenNode<(), One<Poison>> {
                broken_node()
            }

            /// Poison.
            pub fn __gives_again(&self, _: $asked) -> Of<Poison> {
                Of::new()
            }

            /// A node that never runs.
            pub fn __reusing_into<A, B, O>(self, _: u32, _: fn(&A) -> &B, outlet: O) -> BrokenNode<(), O> {
                BrokenNode::new(outlet)
            }
        })+
    };
}
broken! {
    [S X] Wrong<S, X>: Asked<S, X>;
    [] Silent: Asked<Right>;
}

/// The node of a mistake that has been reported.
pub fn broken_node() -> BrokenNode<(), One<Poison>> {
    BrokenNode::new(One::poison())
}
