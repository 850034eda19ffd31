//! Whether each arm of a choice accepts the input of the choice, and whether all arms return one type.
//!
//! Invariant: a type mistake of an arm is reported here; the check of the whole choice does not report a second error.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::poison_probe::PoisonProbe;
use super::probe::{NotAccepted, Of, ShapeGate};
use crate::diagnostics::{Evidence, Proven};
use crate::plumbing::exec::arm::TargetOf;
use crate::plumbing::exec::source::Source;
use crate::step::{Fit, Out};

/// Asks whether an arm accepts the input of the choice.
#[derive(Debug)]
pub struct ArmProbe<S, X, Y>(PhantomData<fn(S, X, Y)>);

/// Asks whether an arm accepts the values of these sources.
pub fn arm_probe<S, A: TargetOf<Y::Value>, X: Source, Y: Source>(
    _: Of<S>,
    _: Of<A>,
    _: &X,
    _: &Y,
) -> ArmProbe<S, X::Value, A::Given> {
    ArmProbe(PhantomData)
}

/// The answer that the arm accepts its input and returns a `T`.
#[derive(Debug)]
pub struct ArmAccepted<T>(PhantomData<fn() -> T>);

/// The answer if the arm accepts its input.
impl<S: Fit<X, Y>, X, Y> ArmProbe<S, X, Y> {
    /// Returns the answer.
    pub fn __arm(self) -> ArmAccepted<Out<S, X>> {
        ArmAccepted(PhantomData)
    }
}

/// The answer if it does not, for arrays, tuples and lists of them.
pub trait ArmNotAcceptedDisplay {
    /// The type of the input, as a message shows it.
    type X;
    /// The type of the target, as a message shows it.
    type Y;
    /// Returns the answer.
    fn __arm(&self) -> NotAccepted<Self::X, Self::Y> {
        NotAccepted::new()
    }
}

impl<S, X: DisplayAs, Y: DisplayAs> ArmNotAcceptedDisplay for ArmProbe<S, X, Y> {
    type X = X::As;
    type Y = Y::As;
}

/// The answer if it does not, for any other type.
pub trait ArmNotAcceptedOwn {
    /// The type of the input.
    type X;
    /// The type of the target.
    type Y;
    /// Returns the answer.
    fn __arm(&mut self) -> NotAccepted<Self::X, Self::Y> {
        NotAccepted::new()
    }
}

impl<S, X, Y> ArmNotAcceptedOwn for ArmProbe<S, X, Y> {
    type X = X;
    type Y = Y;
}

impl<T> ArmAccepted<T> {
    /// Returns the answer unchanged, because it is not a mistake.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// Returns the type of the arm's output.
    pub fn __gives(&self, _: Evidence<Proven>, _: Evidence<Proven>) -> Of<T> {
        Of::new()
    }
}

/// Asks whether the output of an arm is poison.
pub fn arm_poison<T>(_: Of<T>) -> PoisonProbe<T> {
    PoisonProbe::new()
}

/// Asks whether two arms return one type.
#[derive(Debug)]
pub struct SameOutput<T, U>(PhantomData<fn(T, U)>);

/// Asks whether the first arm, which returns a `T`, and another, which returns a `U`, return one type.
pub fn same_output<T, U>(_: Of<T>, _: Of<U>) -> SameOutput<T, U> {
    SameOutput(PhantomData)
}

/// The question whether the type `U` is the same as `T`.
#[derive(Debug)]
pub struct Compared<T, U>(PhantomData<fn(T, U)>);

impl<T, U> Compared<T, U> {
    /// Drops the question if a mistake has been reported already.
    pub fn __after<L: ShapeGate>(self, _: L) -> Compared<L::Question<T>, L::Question<U>> {
        Compared(PhantomData)
    }

    /// Makes rustc report a difference.
    pub fn __checked(self, _: Evidence<U, T>) {}
}

/// The answer if the types are the same.
impl<T> SameOutput<T, T> {
    /// Returns the answer.
    pub fn __compare(self) -> Compared<Proven, Proven> {
        Compared(PhantomData)
    }
}

/// The answer if they differ, for arrays, tuples and lists of them.
pub trait OtherOutputDisplay {
    /// The output type of the first arm, as a message shows it.
    type T;
    /// The output type of the other arm, as a message shows it.
    type U;
    /// Returns the answer.
    fn __compare(&self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T: DisplayAs, U: DisplayAs> OtherOutputDisplay for SameOutput<T, U> {
    type T = T::As;
    type U = U::As;
}

/// The answer if they differ, for any other type.
pub trait OtherOutputOwn {
    /// The output type of the first arm.
    type T;
    /// The output type of the other arm.
    type U;
    /// Returns the answer.
    fn __compare(&mut self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T, U> OtherOutputOwn for SameOutput<T, U> {
    type T = T;
    type U = U;
}
