//! The vocabulary of the questions to rustc: a type as an argument, and what becomes of a mistake.
//!
//! Invariant: nothing is said about what follows a mistake, and no type is looked at where the shapes are wrong.

use std::marker::PhantomData;

use crate::diagnostics::{Asked, Right};

/// A type, as an argument.
#[derive(Debug)]
pub struct Of<T>(PhantomData<fn() -> T>);

impl<T> Of<T> {
    /// The type `T`.
    #[expect(clippy::new_without_default, reason = "it stands for a type; there is nothing to default")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for Of<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<T> {}

/// Whether the shapes on the way into a node are right. Where they are not, its types are not looked at.
#[derive(Debug, Clone, Copy)]
pub struct Link<const RIGHT: bool>;

/// The step does not take an `X`, or not against a `Y`.
#[derive(Debug)]
pub struct NotTaken<X, Y>(PhantomData<fn(X, Y)>);

/// A type mistake that is to be reported.
#[derive(Debug)]
pub struct Wrong<X, Y>(PhantomData<fn(X, Y)>);

/// A mistake that has been reported.
#[derive(Debug)]
pub struct Silent;

/// What is to be done about a type mistake: report it, unless the shapes before it are wrong already.
pub trait Report {
    /// [`Wrong`] or [`Silent`].
    type Mistake<X, Y>;
    /// `X`, or nothing that is asked about.
    type Question<X>;
    /// What is to be done.
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
}

impl Report for Link<true> {
    type Mistake<X, Y> = Wrong<X, Y>;
    type Question<X> = X;
    fn mistake<X, Y>() -> Wrong<X, Y> {
        Wrong(PhantomData)
    }
}

impl Report for Link<false> {
    type Mistake<X, Y> = Silent;
    type Question<X> = Right;
    fn mistake<X, Y>() -> Silent {
        Silent
    }
}

impl<X, Y> NotTaken<X, Y> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }

    /// What is to be reported.
    pub fn __after<L: Report>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

impl Link<true> {
    /// Compares the type of an output with the promise.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<T, P>) {}
}

impl Link<false> {
    /// Says nothing.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<(), ()>) {}
}

/// The answer to a question that is not asked.
pub fn nothing_asked() -> Asked<Right> {
    Asked::new()
}
