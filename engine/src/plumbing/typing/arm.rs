//! Whether each arm of a choice takes what stands before it, and whether all arms give one type.
//!
//! Invariant: this is where a type mistake of an arm is reported; the verdict on the whole choice says nothing more.

use std::marker::PhantomData;

use super::display::Shown;
use super::poison_probe::SoundProbe;
use super::probe::{NotTaken, Of, Report};
use crate::diagnostics::{Asked, Right};
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
pub struct ArmTaken<T>(PhantomData<fn() -> T>);

/// The answer where the arm takes it.
impl<S: Fit<X, Y>, X, Y> ArmProbe<S, X, Y> {
    /// The answer.
    pub fn __arm(self) -> ArmTaken<Out<S, X>> {
        ArmTaken(PhantomData)
    }
}

/// The answer where it does not take it, about arrays, tuples and lists of them.
pub trait ArmNotTakenShown {
    /// What stands for the value.
    type X;
    /// What stands for the target.
    type Y;
    /// The answer.
    fn __arm(&self) -> NotTaken<Self::X, Self::Y> {
        NotTaken::new()
    }
}

impl<S, X: Shown, Y: Shown> ArmNotTakenShown for ArmProbe<S, X, Y> {
    type X = X::As;
    type Y = Y::As;
}

/// The answer where it does not take it, about anything else.
pub trait ArmNotTakenOther {
    /// The value's type.
    type X;
    /// The target's type.
    type Y;
    /// The answer.
    fn __arm(&mut self) -> NotTaken<Self::X, Self::Y> {
        NotTaken::new()
    }
}

impl<S, X, Y> ArmNotTakenOther for ArmProbe<S, X, Y> {
    type X = X;
    type Y = Y;
}

impl<T> ArmTaken<T> {
    /// Nothing is to be reported.
    #[must_use]
    pub fn __after<L>(self, _: L) -> Self {
        self
    }

    /// What the arm gives.
    pub fn __gives(&self, _: Asked<Right>) -> Of<T> {
        Of::new()
    }

    /// As [`__gives`](Self::__gives), where the choice has a target.
    pub fn __gives_against(&self, _: Asked<Right>) -> Of<T> {
        Of::new()
    }
}

/// Asks whether what an arm gives is poison.
pub fn sound_arm<T>(_: Of<T>) -> SoundProbe<T> {
    SoundProbe::new()
}

/// What the first arm gives, and what another does.
#[derive(Debug)]
pub struct TwoArms<T, U>(PhantomData<fn(T, U)>);

/// What the first arm gives, and what another does.
pub fn two_arms<T, U>(_: Of<T>, _: Of<U>) -> TwoArms<T, U> {
    TwoArms(PhantomData)
}

/// What is asked about two arms: whether `U` is the same as `T`.
#[derive(Debug)]
pub struct Compared<T, U>(PhantomData<fn(T, U)>);

impl<T, U> Compared<T, U> {
    /// Nothing is asked where something is wrong already.
    pub fn __after<L: Report>(self, _: L) -> Compared<L::Question<T>, L::Question<U>> {
        Compared(PhantomData)
    }

    /// Reports a difference.
    pub fn __checked(self, _: Asked<U, T>) {}
}

/// The answer where both are one type.
impl<T> TwoArms<T, T> {
    /// The answer.
    pub fn __compare(self) -> Compared<Right, Right> {
        Compared(PhantomData)
    }
}

/// The answer for another type of array.
pub trait OtherArmShown {
    /// The first arm's type, as it is shown.
    type T;
    /// The other arm's.
    type U;
    /// The answer.
    fn __compare(&self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T: Shown, U: Shown> OtherArmShown for TwoArms<T, U> {
    type T = T::As;
    type U = U::As;
}

/// The answer for any other type.
pub trait OtherArmOther {
    /// The first arm's type.
    type T;
    /// The other arm's.
    type U;
    /// The answer.
    fn __compare(&mut self) -> Compared<Self::T, Self::U> {
        Compared(PhantomData)
    }
}

impl<T, U> OtherArmOther for TwoArms<T, U> {
    type T = T;
    type U = U;
}
