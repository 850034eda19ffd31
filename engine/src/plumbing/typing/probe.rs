//! The types and traits that all questions to rustc share: a type as an argument, and the handling of a mistake.
//!
//! Invariant: a mistake causes no second error, and types are not checked where the shapes are wrong.

use std::marker::PhantomData;

use crate::diagnostics::{Evidence, Proven};

/// A type as an argument of a function.
#[derive(Debug)]
pub struct Of<T>(PhantomData<fn() -> T>);

impl<T> Of<T> {
    /// Returns the argument for the type `T`.
    #[expect(clippy::new_without_default, reason = "it represents a type, so it has no default value")]
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

/// Whether the shapes of a node's inputs are right. If they are not, the types of the node are not checked.
#[derive(Debug, Clone, Copy)]
pub struct ShapesOk<const RIGHT: bool>;

/// The answer that a step does not accept an `X`, or not with a target `Y`.
#[derive(Debug)]
pub struct NotAccepted<X, Y>(PhantomData<fn(X, Y)>);

/// A type mistake that rustc has to report.
#[derive(Debug)]
pub struct Report<X, Y>(PhantomData<fn(X, Y)>);

/// A mistake in how an `X` is stored, which rustc has to report: the step accepts it after the step `How`.
#[derive(Debug)]
pub struct ReportStored<X, How>(PhantomData<fn(X, How)>);

/// A mistake that rustc has reported already.
#[derive(Debug)]
pub struct Rejected;

/// Decides whether a type mistake is reported: it is, unless the shapes of the inputs are wrong already.
pub trait ShapeGate {
    /// [`Report`] or [`Rejected`].
    type Mistake<X, Y>;
    /// [`ReportStored`] or [`Rejected`].
    type StoredMistake<X, How>;
    /// `X`, or [`Proven`] if the question is not asked.
    type Question<X>;
    /// Returns [`Report`] or [`Rejected`].
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
    /// Returns [`ReportStored`] or [`Rejected`].
    fn stored_mistake<X, How>() -> Self::StoredMistake<X, How>;
}

impl ShapeGate for ShapesOk<true> {
    type Mistake<X, Y> = Report<X, Y>;
    type StoredMistake<X, How> = ReportStored<X, How>;
    type Question<X> = X;
    fn mistake<X, Y>() -> Report<X, Y> {
        Report(PhantomData)
    }
    fn stored_mistake<X, How>() -> ReportStored<X, How> {
        ReportStored(PhantomData)
    }
}

impl ShapeGate for ShapesOk<false> {
    type Mistake<X, Y> = Rejected;
    type StoredMistake<X, How> = Rejected;
    type Question<X> = Proven;
    fn mistake<X, Y>() -> Rejected {
        Rejected
    }
    fn stored_mistake<X, How>() -> Rejected {
        Rejected
    }
}

impl<X, Y> NotAccepted<X, Y> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }

    /// Returns the mistake, which is reported only if the shapes are right.
    pub fn __after<L: ShapeGate>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

impl ShapesOk<true> {
    /// Compares the type of an output with its promised type.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Evidence<T, P>) {}
}

impl ShapesOk<false> {
    /// Accepts any type, because a mistake has been reported already.
    pub fn __promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Evidence<(), ()>) {}
}

/// Returns the answer to a question that is not asked.
pub fn proven() -> Evidence<Proven> {
    Evidence::new()
}
