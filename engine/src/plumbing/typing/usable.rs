//! Whether a type of the user can flow along an edge, or be shared between threads as a step, and what takes its place if not; the
//! number of its axes.
//!
//! Invariant: `#[step]` reports such a type once, at the user's token. The code of a pipeline sees [`Poison`] in place of a value,
//! and no step in place of a step.

use std::marker::PhantomData;

use ndarray::{ArcArray, Dimension};

use super::is_step::Otherwise;
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Evidence, Proven};
use crate::step::Value;

/// Asks whether values of type `T` can flow along an edge: `<IsValue<T>>::VALUE`.
#[derive(Debug)]
pub struct IsValue<T: ?Sized>(PhantomData<T>);

impl<T: Value> IsValue<T> {
    /// `true`: they can.
    pub const VALUE: bool = true;
}

/// Asks whether a step or a fitted step of type `T` can be shared between threads: `<IsShared<T>>::VALUE`.
#[derive(Debug)]
pub struct IsShared<T: ?Sized>(PhantomData<T>);

impl<T: Send + Sync + 'static> IsShared<T> {
    /// `true`: it can.
    pub const VALUE: bool = true;
}

impl<T: ?Sized> Otherwise for IsValue<T> {}
impl<T: ?Sized> Otherwise for IsShared<T> {}

/// Asks how many axes values of type `T` have: `<RankOf<T>>::VALUE`.
#[derive(Debug)]
pub struct RankOf<T>(PhantomData<T>);

impl<A, D: Dimension> RankOf<ArcArray<A, D>> {
    /// The number of axes, if the type determines it.
    pub const VALUE: Option<usize> = D::NDIM;
}

/// The answer if the type is no array.
pub trait NoRank {
    /// `None`: the type does not determine it.
    const VALUE: Option<usize> = None;
}

impl<T> NoRank for RankOf<T> {}

/// Panics, at the caller's place, with this message if an output has another number of axes than its signature.
#[track_caller]
pub const fn require_rank(found: Option<usize>, wanted: usize, message: &str) {
    if let Some(found) = found
        && found != wanted
    {
        panic!("{}", message)
    }
}

/// Whether a type can be used.
#[derive(Debug)]
pub struct UsableIf<const IS_USABLE: bool>;

/// Replaces `T` by `Poison` if it cannot be used.
pub trait InPlaceOf<T> {
    /// The type to use.
    type Value;
    /// The question about the type: [`Proven`] if it can be used.
    type Question;
    /// Returns the value to use.
    fn value(written: T) -> Self::Value;
}

impl<T> InPlaceOf<T> for UsableIf<true> {
    type Value = T;
    type Question = Proven;
    fn value(written: T) -> T {
        written
    }
}

impl<T> InPlaceOf<T> for UsableIf<false> {
    type Value = Poison;
    type Question = T;
    fn value(written: T) -> Poison {
        Poison::of(written)
    }
}

/// Returns the answer about a step that `#[step]` has declared: if it cannot be used, that has been reported.
pub fn reported<T>() -> Evidence<T> {
    Evidence::new()
}

/// Makes rustc report a type that cannot be used.
pub fn require_usable<T, U: InPlaceOf<T>>(_: Evidence<U::Question>) {}
