//! The messages about types: one trait for each, implemented where there is nothing to report.
//!
//! Invariant: `Poison` implements every trait, so that a reported error is not followed by another.

use std::marker::PhantomData;

use super::poison::Poison;

/// The result of a check of `X`, or of `X` with `Y`. It has a value only if the check holds.
#[doc(hidden)]
#[derive(Debug)]
pub struct Evidence<X: ?Sized, Y: ?Sized = ()>(PhantomData<fn(Box<X>, Box<Y>)>);

impl<X: ?Sized, Y: ?Sized> Evidence<X, Y> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Replaces a type that needs no check.
#[doc(hidden)]
#[derive(Debug)]
pub struct Proven;

// A reported error is not followed by another.
macro_rules! poison {
    ($($name:ident),+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl $name for Poison {
                fn check() -> Evidence<Self> {
                    Evidence::new()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<const N: usize> $name for [Poison; N] {
                fn check() -> Evidence<Self> {
                    Evidence::new()
                }
            }
        )+
    };
}
poison!(TakenByThisStep, TakenByThisOptionalStep, TakenOfATable);

#[diagnostic::do_not_recommend]
impl<Y> LearntAgainst<Y> for Poison {
    fn check() -> Evidence<Self, Y> {
        Evidence::new()
    }
}

/// Declares one message: a trait and its function `check`, which is called at the user's token. `check` has no
/// argument, because rustc would point at the argument, and no bound, because rustc would name the bound in a note.
macro_rules! message {
    ($(#[$attribute:meta])* $name:ident $(<$other:ident>)? for $right:ident) => {
        $(#[$attribute])*
        pub trait $name $(<$other>)? {
            /// Requires the trait.
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
    /// A type that is a step.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a step",
        label = "not a step",
        note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function or an `impl` block with `#[step(\"[n, d] -> [n, d]\")]`; what a step wraps, as in `Cached<Pca<2>>`, is a step too; what `Epochs` wraps can go on learning, as `SgdClassifier` can"
    )]
    AStep for Proven
}
message! {
    /// A value that this step accepts.
    #[diagnostic::on_unimplemented(
        message = "this step does not accept `{Self}`",
        label = "does not accept its input",
        note = "a step accepts the input types of its `Fit` and `Transform` implementations: most take arrays of `f32` or `f64`, which `Columns` makes of other numbers of up to 32 bits and of several columns, and `OneHotEncoder` of texts; `LabelEncoder<T>` takes labels of type `T`",
        note = "`ArrayOf<f32, 2>` is an array of `f32` with 2 axes, in a step of your own `ArcArray2<f32>`; a step of several values takes either a list `[a, b]` or a tuple `(a, b)`"
    )]
    TakenByThisStep for Proven
}
message! {
    /// A value that this step accepts and returns, as an optional step does.
    #[diagnostic::on_unimplemented(
        message = "an `optional` step returns a value of the type that it takes, and this step does not for `{Self}`",
        label = "cannot be optional here",
        note = "if the step accepts `{Self}`, leave `optional` out, or choose one of several steps with `choose {{ .. }}`"
    )]
    TakenByThisOptionalStep for Proven
}
message! {
    /// A value that this step accepts, in a pipeline with tables or with values that may be missing.
    #[diagnostic::on_unimplemented(
        message = "this step does not accept `{Self}`",
        label = "does not accept its input",
        note = "a step accepts the input types of its `Fit` and `Transform` implementations: most take arrays of numbers, which `SimpleImputer` makes of an `Option` (`MissingAsNan` of several, for `KnnImputer` and `IterativeImputer`), `OneHotEncoder` of texts and categories, and `Columns` of several columns, of a table `(rows.a, rows.b) |> Columns`; `OneHot<N>` takes a category of N variants, and `LabelEncoder<T>` labels of type `T`"
    )]
    #[cfg_attr(
        feature = "dates",
        diagnostic::on_unimplemented(
            note = "`DatePart` and `DateCycle` make numbers of a `Date`, `DateTime`, `Time` or `Timestamp`, and `ParseDate` makes dates of texts"
        )
    )]
    TakenOfATable for Proven
}
message! {
    /// A value that this step accepts as it is stored. It accepts it after the step `How`.
    #[diagnostic::on_unimplemented(
        message = "this step does not accept `{Self}`: write `{How}` before it",
        label = "needs `{How}` before it",
        note = "`ToDense` makes an array of a sparse value, with its zeros, and `ToSparse` a sparse value of an array; `Sparse<f32>` is a `sparse f32[n, d]`, and `ArrayOf<f32, 2>` an array of `f32` with 2 axes"
    )]
    StoredAsTaken<How> for Proven
}
message! {
    /// A value from which this step learns against the target `Y`.
    #[diagnostic::on_unimplemented(
        message = "this step does not learn from `{Self}` against `{Y}`",
        label = "does not accept its input, or the target in `.fit(..)`",
        note = "a step learns from the input and target types of its `Fit` implementations: most from arrays of `f32` or `f64`, a regression against `f32` or `f64`, a classifier against whole numbers from 0, which `LabelEncoder<T>` makes of texts and other whole numbers, or an enum of as many categories; weights are `f32` or `f64` and follow the target",
        note = "`ArrayOf<f32, 2>` is an array of `f32` with 2 axes, in a step of your own `ArcArray2<f32>`"
    )]
    LearntAgainst<Y> for Proven
}
message! {
    /// A step whose inverse accepts a value of type `Z`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` has no inverse for `{Z}`",
        label = "has no inverse here",
        note = "an inverse needs two implementations, also for a pipeline that is used as a step: `Invertible` for the step, and `Inverse` for the fitted step; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    HasInverse<Z> for Proven
}
message! {
    /// A fitted step that also accepts a value of type `Z`.
    #[diagnostic::on_unimplemented(
        message = "the fitted step of `{Self}` does not accept `{Z}`",
        label = "one of the fitted steps does not accept the value",
        note = "`through(x)` accepts values of the same types as the inputs from which `x` is computed; `ArrayOf<f32, 2>` is an array of `f32` with 2 axes"
    )]
    TakenAgain<Z> for Proven
}
message! {
    /// A step that acts only while fitting.
    #[diagnostic::on_unimplemented(
        message = "a target leaks into the output through `{Self}`, which is not a fit-only step",
        label = "passes data derived from a target on to the output",
        note = "a step that changes rows only while fitting implements `FitOnly` and returns each value with its input type; any other step learns against a target: `Step.fit(target)`"
    )]
    ActsOnlyToFit for Proven
}
message! {
    /// A step that returns some of its values only while fitting.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a fit-only step",
        label = "returns the value marked `fit` while predicting too",
        note = "a step that makes targets from its inputs implements `FitOnly`, and its first outputs have the types of its inputs; mark only outputs that exist while fitting with `fit`"
    )]
    GivesOnlyToFit for Proven
}
message! {
    /// An output of the promised type.
    #[diagnostic::on_unimplemented(
        message = "the pipeline promises `{P}`, but returns `{Self}`",
        label = "not of the promised type"
    )]
    PromisedAs<P> for P
}
message! {
    /// The output of an arm of `choose` that has the type of the first arm.
    #[diagnostic::on_unimplemented(
        message = "all arms of `choose` must return one type: expected `{T}`, as in the first arm, found `{Self}`",
        label = "returns another type than the first arm"
    )]
    GivesAsTheFirstArm<T> for T
}
message! {
    /// A value that can flow along an edge.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot flow along an edge",
        label = "not `Clone + Send + Sync + 'static`",
        note = "branches run in parallel, so a value on an edge must be `Clone + Send + Sync + 'static`: write `#[derive(Clone)]` before a type of your own, and `Arc` in place of `Rc`"
    )]
    Flows for Proven
}
message! {
    /// A step that learns, or a fitted step, that can be shared between threads.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be shared between threads, as a step and a fitted step are",
        label = "not `Send + Sync + 'static`",
        note = "branches run in parallel: write `Arc` in place of `Rc`, and `Mutex` or an atomic in place of `RefCell` or `Cell`"
    )]
    SharedAsAStep for Proven
}
message! {
    /// A step that learns nothing: it is its own fitted step, so it is cloned.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be a step without `fit`",
        label = "not `Clone + Send + Sync + 'static`",
        note = "a step without `fit` is cloned where its pipeline is fitted, and branches run in parallel: write `#[derive(Clone)]` before it, `Arc` in place of `Rc`, and `Mutex` or an atomic in place of `RefCell` or `Cell`"
    )]
    ClonedAsAStep for Proven
}
message! {
    /// A value of a list, with the type of the others.
    #[diagnostic::on_unimplemented(
        message = "a list holds values of one type: expected `{T}`, as in the first value, found `{Self}`",
        label = "another type than the first value of the list",
        note = "pass values of different types to a step as a tuple: `(a, b) |> Columns` joins numbers of different types; `ToSparse` makes a sparse value of an array, and `ToDense` an array of a sparse value"
    )]
    InOneListWith<T> for T
}
message! {
    /// A tuple: the output of a step with several values.
    #[diagnostic::on_unimplemented(
        message = "several names for one value of type `{Self}`",
        label = "does not return a tuple with one value for each name"
    )]
    SeveralValues for Proven
}
