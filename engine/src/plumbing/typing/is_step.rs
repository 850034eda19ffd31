//! Whether a type is a step or a pipeline, and whether a fitted step accepts a type, as constants.
//!
//! If its bound holds, rustc prefers an inherent associated constant to the constant of a trait. So the code can ask
//! for a bound without an error if it does not hold.
//!
//! Invariant: a type that is not a step is replaced by [`NotAStep`] before any other code uses it, so that it is
//! reported once.

use std::marker::PhantomData;

use super::output::Part;
use super::probe::Of;
use crate::diagnostics::{Evidence, Proven};
use crate::shape::Signature;
use crate::step::{Continues, Mergeable, Step, Transform, Value};

/// Asks whether `T` is a step: `<IsStep<T>>::VALUE`.
#[derive(Debug)]
pub struct IsStep<T: ?Sized>(PhantomData<T>);

impl<T: Step> IsStep<T> {
    /// `true`: the type is a step.
    pub const VALUE: bool = true;
}

/// Asks whether the fitted step `S` accepts an `X`: `<Accepts<S, X>>::VALUE`.
#[derive(Debug)]
pub struct Accepts<S, X>(PhantomData<(S, X)>);

impl<S: Transform<X, Out: Value>, X> Accepts<S, X> {
    /// `true`: the fitted step accepts the type, and its output can flow along an edge.
    pub const VALUE: bool = true;
}

/// Asks whether `T` is a tuple of `N` values: `<IsTuple<T, N>>::VALUE`.
#[derive(Debug)]
pub struct IsTuple<T, const N: usize>(PhantomData<T>);

impl<T: Part<0, N>, const N: usize> IsTuple<T, N> {
    /// `true`: the type is such a tuple.
    pub const VALUE: bool = true;
}

/// The answer if the bound does not hold.
pub trait Otherwise {
    /// `false`: the bound does not hold.
    const VALUE: bool = false;
}

impl<T: ?Sized> Otherwise for IsStep<T> {}
impl<S, X> Otherwise for Accepts<S, X> {}
impl<T, const N: usize> Otherwise for IsTuple<T, N> {}

/// The step that replaces a type that is not a step.
#[derive(Debug, Clone, Default)]
pub struct NotAStep;

impl Step for NotAStep {
    type Fitted = NotAStep;
    const SIGNATURE: Signature = Signature::POISON;
}

// No second error is about a method that only some steps support.
impl Mergeable for NotAStep {}
impl Continues for NotAStep {}

/// Whether a type is a step.
#[derive(Debug)]
pub struct StepIf<const IS_STEP: bool>;

/// Replaces `T` by `NotAStep` if it is not a step.
pub trait Replace<T> {
    /// The type to use.
    type Step;
    /// The question about the type: [`Proven`] if it is a step.
    type Question;
    /// Returns the step to use.
    fn step(written: T) -> Self::Step;
    /// Returns the step as the written type, for a literal of it.
    fn written(step: Self::Step) -> T;
}

impl<T> Replace<T> for StepIf<true> {
    type Step = T;
    type Question = Proven;
    fn step(written: T) -> T {
        written
    }
    fn written(step: T) -> T {
        step
    }
}

impl<T> Replace<T> for StepIf<false> {
    type Step = NotAStep;
    type Question = T;
    fn step(_: T) -> NotAStep {
        NotAStep
    }
    fn written(_: NotAStep) -> T {
        unreachable!("the type has been reported, so the program does not compile")
    }
}

/// Returns the type of a step as an argument, and makes rustc report the written type `T` if it is not a step.
pub fn asked_step<S, V: Replace<T>, T>(_: Evidence<V::Question>) -> Of<S> {
    Of::new()
}
