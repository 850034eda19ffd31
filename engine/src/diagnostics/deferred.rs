//! The messages about what only some methods of a pipeline require of its steps.
//!
//! rustc rejects a bound that names no type parameter if it does not hold. The lifetime of these traits turns the bound
//! into a `for<'a>` bound, which rustc checks only where the method or the implementation is used.

use super::tuples::up_to_16;
use crate::space::Hyperparameters;
use crate::step::{Continues, Learner, Transform, Value};

/// A step with default hyperparameters. The lifetime lets a pipeline require it only where the default is used.
#[diagnostic::on_unimplemented(
    message = "the step `{Self}` has no default hyperparameters",
    label = "a step of this pipeline has no `Default`",
    note = "build the pipeline's struct by its fields, or implement `Default` for the step"
)]
pub trait HasDefault<'late>: Sized {
    /// Returns the step with its default hyperparameters.
    #[doc(hidden)]
    fn default_step() -> Self;
}

impl<T: Default> HasDefault<'_> for T {
    fn default_step() -> Self {
        T::default()
    }
}

/// A step or a fitted step that can be shared between threads. The lifetime lets `#[step]` require it only where the step is used,
/// because it reports a type that cannot be shared itself.
#[doc(hidden)]
pub trait SharedLate<'late>: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> SharedLate<'_> for T {}

/// The same for a step without `fit`, which is cloned.
#[doc(hidden)]
pub trait ClonedLate<'late>: Value {}

impl<T: Value> ClonedLate<'_> for T {}

/// A fitted step that transforms an `X`. The lifetime lets `#[step]` require it only where the step is used, because it reports a
/// fitted step that does not.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not transform `{X}`",
    label = "has no `transform` for this input",
    note = "a fitted step has a `transform` for the inputs of `fit`: `#[step]` before an `impl` block with `fn transform(&self, ..)`"
)]
pub trait TransformsInputs<'late, X>: Transform<X> {}

#[diagnostic::do_not_recommend]
impl<F: Transform<X>, X> TransformsInputs<'_, X> for F {}

/// Requires a fitted step that transforms the inputs of `fit`.
#[doc(hidden)]
pub const fn require_transform<F: for<'late> TransformsInputs<'late, X>, X>() {}

/// A step whose hyperparameters can be searched.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hyperparameters",
    label = "does not implement `Hyperparameters`",
    note = "write `#[derive(Hyperparameters)]` before the type, or before the step that it wraps"
)]
pub trait Searchable {}

#[diagnostic::do_not_recommend]
impl<T: Hyperparameters> Searchable for T {}

/// Requires [`Hyperparameters`] of a step with a search space or a declared size.
#[doc(hidden)]
pub const fn require_hyperparameters<T: Searchable>() {}

/// A pipeline whose steps all support `What`: [`SupportsBatches`] or [`SupportsPartialFit`]. As with [`HasDefault`], the
/// lifetime lets a pipeline require it only for the methods that need it. One list of bounds serves every `What`.
pub trait EachStep<'late, What> {}

/// A step that supports `What`.
pub trait StepThat<'late, What> {}

/// The support of a [`Learner`]: learning from batches.
#[derive(Debug)]
pub struct SupportsBatches;

/// The support of a step that [`Continues`]: updating its fitted step with more rows.
#[derive(Debug)]
pub struct SupportsPartialFit;

impl<T: Learner> StepThat<'_, SupportsBatches> for T {}

impl<T: Continues> StepThat<'_, SupportsPartialFit> for T {}

/// Up to 16 fields of a struct as one type, so that the struct has one bound for all of them. The associated types are
/// not in the traits with a late bound, because rustc does not know the associated types of a bound that it assumes.
#[doc(hidden)]
pub trait Fields {
    /// References to the fields.
    type Refs<'field>
    where
        Self: 'field;

    /// A name for each field.
    type Names;
}

/// Implements [`Fields`], and [`EachStep`] for the steps of a long pipeline.
macro_rules! tuple {
    ($($number:literal $field:ident $T:ident),+) => {
        impl<$($T),+> Fields for ($($T,)+) {
            type Refs<'field> = ($(&'field $T,)+) where Self: 'field;
            type Names = [&'static str; [$($number),+].len()];
        }

        impl<'late, What, $($T: StepThat<'late, What>),+> EachStep<'late, What> for ($($T,)+) {}
    };
}
up_to_16!(tuple);
