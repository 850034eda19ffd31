//! Whether each arm of a choice takes what stands before it, and whether all arms give one type.
//!
//! Invariant: this is where a type mistake of an arm is reported; the verdict on the whole choice says nothing more.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::poison_probe::PoisonProbe;
use super::probe::{NotAccepted, Of, ShapeGate};
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::arm::TargetOf;
use crate::plumbing::exec::source::Source;
use crate::step::{Fit, Out};

/// Asks whether an arm takes what stands before the choice.
#[derive(Debug)]
pub struct ArmProbe<S, X, Y>(PhantomData<fn(S, X, Y)>);

/// Asks whether an arm takes what these sources give.
pub fn arm_probe<S, A: TargetOf<Y::Value>, X: Source, Y: Source>(
    _: Of<S>,
    _: Of<A>,
    _: &X,
    _: &Y,
) -> ArmProbe<S, X::Value, A::Given> {
    ArmProbe(PhantomData)
}

/// The arm takes it, and gives a `T`.
#[derive(Debug)]
pub struct ArmAccepted<T>(PhantomData<fn() -> T>);

/// The answer where the arm takes it.
impl<S: Fit<X, Y>, X, Y> ArmProbe<S, X, Y> {
    /// The answer.
    pub fn __arm(self) -> ArmAccepted<Out<S, X>> {
        ArmAccepted(PhantomData)
    }
}

/// The answer where it does not take it, about arrays, tuples and lists of them.
pub trait ArmNotAcceptedDisplay {
    /// What stands for the value.
    type X;
    /// What stands for the target.
    type Y;
    /// The answer.
    fn __arm(&self) -> NotAccepted<Self::X, Self::Y> {
        NotAccepted::new()
    }
}

impl<S, X: DisplayAs, Y: DisplayAs> ArmNotAcceptedDisplay for ArmProbe<S, X, Y> {
    type X = X::As;
    type Y = Y::As;
}

/// The answer where it does not take it, about anything else.
pub trait ArmNotAcceptedOwn {
    /// The value's type.
    type X;
    /// The target's type.
    type Y;
    /// The answer.
    fn __arm(&mut self) -> NotAccepted<Self::X, Self::Y> {
        NotAccepted::new()
    }
}

impl<S, X, Y> ArmNotAcceptedOwn for ArmProbe<S, X, Y> {
    type X = X;
    type Y = Y;
}

impl<T> ArmAccepted<T> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// What the arm gives.
    pub fn __gives(&self, _: Evidence<Proven>) -> Of<T> {
        Of::new()
    }

    /// As [`__gives`](Self::__gives), where the choice has a target.
    pub fn __gives_against(&self, _: Evidence<Proven>) -> Of<T> {
        Of::new()
    }
}

/// Asks whether what an arm gives is poison.
pub fn arm_poison<T>(_: Of<T>) -> PoisonProbe<T> {
    PoisonProbe::new()
}

/// What the first arm gives, and what another does.
#[derive(Debug)]
pub struct SameOutput<T, U>(PhantomData<fn(T, U)>);

/// What the first arm gives, and what another does.
pub fn same_output<T, U>(_: Of<T>, _: Of<U>) -> SameOutput<T, U> {
    SameOutput(PhantomData)
}

/// What is asked about two arms: whether `U` is the same as `T`.
#[derive(Debug)]
pub struct Compared<T, U>(PhantomData<fn(T, U)>);

impl<T, U> Compared<T, U> {
    /// Nothing is asked where something is wrong already.
    pub fn __after<L: ShapeGate>(self, _: L) -> Compared<L::Question<T>, L::Question<U>> {
        Compared(PhantomData)
    }

    /// Reports a difference.
    pub fn __checked(self, _: Evidence<U, T>) {}
}

/// The answer where both are one type.
impl<T> SameOutput<T, T> {
    /// The answer.
    pub fn __compare(self) -> Compared<Proven, Proven> {
        Compared(PhantomData)
    }
}

/// The answer for another type of array.
pub trait OtherOutputDisplay {
    /// The first arm's type, as it is shown.
    type T;
    /// The other arm's.
    type U;
    /// The answer.
    fn __compare(&self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T: DisplayAs, U: DisplayAs> OtherOutputDisplay for SameOutput<T, U> {
    type T = T::As;
    type U = U::As;
}

/// The answer for any other type.
pub trait OtherOutputOwn {
    /// The first arm's type.
    type T;
    /// The other arm's.
    type U;
    /// The answer.
    fn __compare(&mut self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T, U> OtherOutputOwn for SameOutput<T, U> {
    type T = T;
    type U = U;
}
