//! Whether a type is a step or a pipeline, and whether a fitted step takes a type, as constants.
//!
//! An inherent associated constant wins over a trait's where its bound holds, so a bound can be asked for without an
//! error where it does not. Invariant: a type that is no step is replaced by [`NotAStep`] before anything else looks
//! at it, so that it is reported once.

use std::marker::PhantomData;

use super::output::Part;
use super::probe::Of;
use crate::diagnostics::{Evidence, Proven};
use crate::shape::Signature;
use crate::step::{Step, Transform};

/// Asks whether `T` is a step: `<IsStep<T>>::VALUE`.
#[derive(Debug)]
pub struct IsStep<T: ?Sized>(PhantomData<T>);

impl<T: Step> IsStep<T> {
    /// It is.
    pub const VALUE: bool = true;
}

/// Asks whether the fitted step `S` takes `X`: `<Accepts<S, X>>::VALUE`.
#[derive(Debug)]
pub struct Accepts<S, X>(PhantomData<(S, X)>);

impl<S: Transform<X>, X> Accepts<S, X> {
    /// It does.
    pub const VALUE: bool = true;
}

/// Asks whether `T` is a tuple of `N`: `<IsTuple<T, N>>::VALUE`.
#[derive(Debug)]
pub struct IsTuple<T, const N: usize>(PhantomData<T>);

impl<T: Part<0, N>, const N: usize> IsTuple<T, N> {
    /// It is.
    pub const VALUE: bool = true;
}

/// The answer where the bound does not hold.
pub trait Otherwise {
    /// It does not.
    const VALUE: bool = false;
}

impl<T: ?Sized> Otherwise for IsStep<T> {}
impl<S, X> Otherwise for Accepts<S, X> {}
impl<T, const N: usize> Otherwise for IsTuple<T, N> {}

/// What stands for a type that is no step.
#[derive(Debug, Clone, Default)]
pub struct NotAStep;

impl Step for NotAStep {
    type Fitted = NotAStep;
    const SIGNATURE: Signature = Signature::POISON;
}

/// Whether a type is a step.
#[derive(Debug)]
pub struct StepIf<const IS_STEP: bool>;

/// The type itself where it is a step, and else [`NotAStep`].
pub trait Replace<T> {
    /// The type to use.
    type Step;
    /// What is asked about the type.
    type Question;
    /// The step to use.
    fn step(written: T) -> Self::Step;
}

impl<T> Replace<T> for StepIf<true> {
    type Step = T;
    type Question = Proven;
    fn step(written: T) -> T {
        written
    }
}

impl<T> Replace<T> for StepIf<false> {
    type Step = NotAStep;
    type Question = T;
    fn step(_: T) -> NotAStep {
        NotAStep
    }
}

/// The type of a step, as an argument, where the question whether the written type `T` is a step has been answered.
pub fn asked_step<S, V: Replace<T>, T>(_: Evidence<V::Question>) -> Of<S> {
    Of::new()
}
