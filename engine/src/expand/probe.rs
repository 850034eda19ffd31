//! Whether a step takes what stands before it, asked without an error where it does not.
//!
//! Method resolution answers: `(&&probe).tag()` finds the implementation for `&Probe` where its bound holds, and
//! else the one for `Probe`. It works where all types are known, which is the case in the code of a pipeline.

use std::marker::PhantomData;

use crate::Error;
use crate::error::ErrorKind;
use crate::step::{Fit, Transform};

/// The value on an edge behind a mistake that has been reported. It never exists at run time: the code does not
/// compile.
#[derive(Debug, Clone)]
pub struct Poison(());

/// The step takes the value.
#[derive(Debug)]
pub struct Typed;

/// The step does not take the value.
#[derive(Debug)]
pub struct Broken;

/// Asks whether `S` can be fitted to `X` against `Y`.
#[derive(Debug)]
pub struct FitProbe<S, X, Y>(PhantomData<fn(S, X, Y)>);

impl<S, X, Y> FitProbe<S, X, Y> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

/// The answer where it can.
pub trait TypedStep {
    /// The answer.
    fn tag(&self) -> Typed {
        Typed
    }
}

impl<S: Fit<X, Y>, X, Y> TypedStep for &FitProbe<S, X, Y> {}

/// The answer where it cannot.
pub trait BrokenStep {
    /// The answer.
    fn tag(&self) -> Broken {
        Broken
    }
}

impl<S, X, Y> BrokenStep for FitProbe<S, X, Y> {}

/// Asks whether the fitted step `S` takes `X`.
#[derive(Debug)]
pub struct TransformProbe<S, X>(PhantomData<fn(S, X)>);

impl<S, X> TransformProbe<S, X> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

/// The answer where it does.
pub trait TypedTransform {
    /// The answer.
    fn tag(&self) -> Typed {
        Typed
    }
}

impl<S: Transform<X>, X> TypedTransform for &TransformProbe<S, X> {}

/// The answer where it does not.
pub trait BrokenTransform {
    /// The answer.
    fn tag(&self) -> Broken {
        Broken
    }
}

impl<S, X> BrokenTransform for TransformProbe<S, X> {}

pub(super) fn poisoned() -> Error {
    Error::of_kind(ErrorKind::BrokenPromise, "the pipeline did not compile")
}
