//! The vocabulary of the questions to rustc: a type as an argument, and what becomes of a mistake.
//!
//! Invariant: nothing is said about what follows a mistake, and no type is looked at where the shapes are wrong.

use std::marker::PhantomData;

use crate::diagnostics::{Evidence, Proven};

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
pub struct ShapesOk<const RIGHT: bool>;

/// The step does not take an `X`, or not against a `Y`.
#[derive(Debug)]
pub struct NotAccepted<X, Y>(PhantomData<fn(X, Y)>);

/// A type mistake that is to be reported.
#[derive(Debug)]
pub struct Report<X, Y>(PhantomData<fn(X, Y)>);

/// A mistake that has been reported.
#[derive(Debug)]
pub struct Rejected;

/// What is to be done about a type mistake: report it, unless the shapes before it are wrong already.
pub trait ShapeGate {
    /// [`Report`] or [`Rejected`].
    type Mistake<X, Y>;
    /// `X`, or nothing that is asked about.
    type Question<X>;
    /// What is to be done.
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
}

impl ShapeGate for ShapesOk<true> {
    type Mistake<X, Y> = Report<X, Y>;
    type Question<X> = X;
    fn mistake<X, Y>() -> Report<X, Y> {
        Report(PhantomData)
    }
}

impl ShapeGate for ShapesOk<false> {
    type Mistake<X, Y> = Rejected;
    type Question<X> = Proven;
    fn mistake<X, Y>() -> Rejected {
        Rejected
    }
}

impl<X, Y> NotAccepted<X, Y> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }

    /// What is to be reported.
    pub fn __after<L: ShapeGate>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

impl ShapesOk<true> {
    /// Compares the type of an output with the promise.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Evidence<T, P>) {}
}

impl ShapesOk<false> {
    /// Says nothing.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Evidence<(), ()>) {}
}

/// The answer to a question that is not asked.
pub fn proven() -> Evidence<Proven> {
    Evidence::new()
}
