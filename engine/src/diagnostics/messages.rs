//! The messages about types: one trait each, implemented where there is nothing to report.

use std::marker::PhantomData;

use super::poison::Poison;

/// What is asked of `X`, and with it of `Y`: the result of `check`, which says whether the answer is yes.
#[doc(hidden)]
#[derive(Debug)]
pub struct Evidence<X: ?Sized, Y: ?Sized = ()>(PhantomData<fn(Box<X>, Box<Y>)>);

impl<X: ?Sized, Y: ?Sized> Evidence<X, Y> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// What is asked where there is no mistake.
#[doc(hidden)]
#[derive(Debug)]
pub struct Proven;

/// Nothing is said about what follows a mistake.
#[diagnostic::do_not_recommend]
impl TakenByThisStep for Poison {
    fn check() -> Evidence<Self> {
        Evidence::new()
    }
}

#[diagnostic::do_not_recommend]
impl<const N: usize> TakenByThisStep for [Poison; N] {
    fn check() -> Evidence<Self> {
        Evidence::new()
    }
}

#[diagnostic::do_not_recommend]
impl<Y> LearntAgainst<Y> for Poison {
    fn check() -> Evidence<Self, Y> {
        Evidence::new()
    }
}

/// Declares one message: a trait and its `check`, which stands at the user's token. It takes no argument, because
/// rustc would point at that, and a bound of its own is named in no note.
macro_rules! message {
    ($(#[$attribute:meta])* $name:ident $(<$other:ident>)? for $right:ident) => {
        $(#[$attribute])*
        pub trait $name $(<$other>)? {
            /// Asks.
            #[doc(hidden)]
            fn check() -> Evidence<Self $(, $other)?>;
        }

        #[diagnostic::do_not_recommend]
        impl $(<$other>)? $name $(<$other>)? for $right {
            fn check() -> Evidence<Self $(, $other)?> {
                Evidence::new()
            }
        }
    };
}
message! {
    /// Says that a type is a step.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a step",
        label = "not a step",
        note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function with `#[step(\"[n, d] -> [n, d]\")]`; one that wraps a step also asks something of the step inside: see its documentation"
    )]
    AStep for Proven
}
message! {
    /// Says that a step takes the value before it.
    #[diagnostic::on_unimplemented(
        message = "this step does not take `{Self}`",
        label = "does not take what stands before it",
        note = "a step takes what its implementations of `Fit` and `Transform` name; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    TakenByThisStep for Proven
}
message! {
    /// Says that a step learns from the value before it against the target `Y`.
    #[diagnostic::on_unimplemented(
        message = "this step does not learn from `{Self}` against `{Y}`",
        label = "does not take what stands before it, or the target in `.fit(..)`",
        note = "a step learns from what its implementations of `Fit` name; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    LearntAgainst<Y> for Proven
}
message! {
    /// Says that a fitted step undoes what made a value of type `Z`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no inverse for `{Z}`",
        label = "cannot be undone here",
        note = "a step is undone by its implementations of `Invertible`, for the step, and `Inverse`, for its fitted form; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    HasInverse<Z> for Proven
}
message! {
    /// Says that a fitted step takes a value of type `Z` too.
    #[diagnostic::on_unimplemented(
        message = "`{Self}`, which is fitted already, does not take `{Z}`",
        label = "one of the steps that the value goes through does not take it",
        note = "a value goes through the fitted steps of another if it has the type of the inputs which that one was made from; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    TakenAgain<Z> for Proven
}
message! {
    /// Says that a step acts only while fitting.
    #[diagnostic::on_unimplemented(
        message = "a target leaks into the output through `{Self}`, which does not say that it acts only while fitting",
        label = "gives on what is made from a target",
        note = "a step that only changes the rows to learn from implements `FitOnly`, and gives each value with the type it had; any other learns against a target: `Step.fit(target)`"
    )]
    ActsOnlyToFit for Proven
}
message! {
    /// Says that a step makes some of its values only while fitting.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not say that it acts only while fitting",
        label = "gives what stands behind `fit` while predicting too",
        note = "a step that makes targets from its inputs implements `FitOnly`, and its first values have the types of its inputs; a value that exists while predicting too has no `fit` before its name"
    )]
    GivesOnlyToFit for Proven
}
message! {
    /// Says that the pipeline promises an output of this type.
    #[diagnostic::on_unimplemented(
        message = "the pipeline promises `{P}`, and gives `{Self}`",
        label = "not of the promised type"
    )]
    PromisedAs<P> for P
}
message! {
    /// Says that an arm of `choose` gives what the first arm gives.
    #[diagnostic::on_unimplemented(
        message = "the arms of `choose` give values of one type: expected `{T}`, as of the first arm, found `{Self}`",
        label = "gives another type than the first arm"
    )]
    GivesAsTheFirstArm<T> for T
}
message! {
    /// Says that a value can flow along an edge.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot flow along an edge",
        label = "not `Clone + Send + Sync + 'static`",
        note = "branches run in parallel, so a value on an edge must be `Clone + Send + Sync + 'static`"
    )]
    Flows for Proven
}
message! {
    /// Says that the values of a list are of one type.
    #[diagnostic::on_unimplemented(
        message = "a list holds values of one type: `{Self}` stands beside `{T}`",
        label = "another type than the first value of the list",
        note = "values of several types go into a step as a tuple: `(a, b)`"
    )]
    InOneListWith<T> for T
}
message! {
    /// Says that a step gives several values.
    #[diagnostic::on_unimplemented(
        message = "several names stand for one value of type `{Self}`",
        label = "does not give a tuple of that many values"
    )]
    SeveralValues for Proven
}
