//! Whether a type is a step or a pipeline, and whether a fitted step accepts a type, as constants.
//!
//! If its bound holds, rustc prefers an inherent associated constant to the constant of a trait. So the code can ask
//! for a bound without an error if it does not hold.
//!
//! Invariant: a type that is not a step is replaced by [`NotAStep`] before any other code uses it, so that it is
//! reported once.

use std::fmt;
use std::marker::PhantomData;

use super::output::Part;
use crate::diagnostics::{Evidence, Proven};
use crate::records::HasColumn;
use crate::shape::Signature;
use crate::step::{Continues, Mergeable, Step, Transform, Value};

/// Asks whether `T` is a step: `<IsStep<T>>::VALUE`.
#[derive(Debug)]
pub struct IsStep<T: ?Sized>(PhantomData<T>);

impl<T: Step> IsStep<T> {
    /// `true`: the type is a step.
    pub const VALUE: bool = true;

    /// Takes the answer that always exists.
    pub fn ask(_: Evidence<Proven>) {}
}

/// Asks whether the fitted step `S` accepts an `X`: `<Accepts<S, X>>::VALUE`.
#[derive(Debug)]
pub struct Accepts<S, X>(PhantomData<(S, X)>);

impl<S: Transform<X, Out: Value>, X> Accepts<S, X> {
    /// `true`: the fitted step accepts the type, and its output can flow along an edge.
    pub const VALUE: bool = true;
}

/// Asks whether the fitted step `S` accepts a column of the record `R`: `<AcceptsColumn<S, R, NUMBER>>::VALUE`. It does not accept one that
/// does not exist.
#[derive(Debug)]
pub struct AcceptsColumn<S, R, const NUMBER: u64>(PhantomData<(S, R)>);

impl<R: HasColumn<NUMBER>, S: Transform<R::Column, Out: Value>, const NUMBER: u64>
    AcceptsColumn<S, R, NUMBER>
{
    /// `true`: the fitted step accepts the column, and its output can flow along an edge.
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

/// The question about a type that is not a step.
pub trait AskedOtherwise<T: ?Sized> {
    /// Takes the answer for a type that is not a step. rustc reports the type where there is none.
    fn ask(_: Evidence<T>) {}
}

impl<T: ?Sized> AskedOtherwise<T> for IsStep<T> {}
impl<T: ?Sized> Otherwise for IsStep<T> {}
impl<S, X> Otherwise for Accepts<S, X> {}
impl<S, R, const NUMBER: u64> Otherwise for AcceptsColumn<S, R, NUMBER> {}
impl<T, const N: usize> Otherwise for IsTuple<T, N> {}

/// The step that replaces `T`, a type that is not a step. There is one for each type, because rustc takes two bounds on one type that
/// it finds in two ways for ambiguous.
pub struct NotAStep<T>(PhantomData<fn() -> T>);

impl<T> NotAStep<T> {
    const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for NotAStep<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for NotAStep<T> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for NotAStep<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NotAStep")
    }
}

impl<T: 'static> Step for NotAStep<T> {
    type Fitted = Self;
    const SIGNATURE: Signature = Signature::POISON;
}

// No second error is about a method that only some steps support.
impl<T: 'static> Mergeable for NotAStep<T> {}
impl<T: 'static> Continues for NotAStep<T> {}

/// Whether a type is a step.
#[derive(Debug)]
pub struct StepIf<const IS_STEP: bool>;

/// Replaces `T` by `NotAStep` if it is not a step.
pub trait Replace<T> {
    /// The type to use.
    type Step;
    /// Returns the step to use.
    fn step(written: T) -> Self::Step;
    /// Returns the step as the written type, for a literal of it.
    fn written(step: Self::Step) -> T;
}

impl<T> Replace<T> for StepIf<true> {
    type Step = T;
    fn step(written: T) -> T {
        written
    }
    fn written(step: T) -> T {
        step
    }
}

impl<T> Replace<T> for StepIf<false> {
    type Step = NotAStep<T>;
    fn step(_: T) -> NotAStep<T> {
        NotAStep::new()
    }
    fn written(_: NotAStep<T>) -> T {
        unreachable!("the type has been reported, so the program does not compile")
    }
}
