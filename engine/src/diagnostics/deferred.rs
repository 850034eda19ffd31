//! The messages about what only some methods of a pipeline need of its steps.
//!
//! A bound that names no type parameter is rejected where it does not hold. The lifetime of these traits makes the bound
//! one `for<'a>`, which rustc checks only where the method or the implementation is used.

use crate::step::{Continues, Learner};

/// Says that a step has default hyperparameters. The lifetime lets a pipeline ask for it only where its default is used.
#[diagnostic::on_unimplemented(
    message = "the step `{Self}` has no default hyperparameters",
    label = "a step of this pipeline has no `Default`",
    note = "build the pipeline's struct by its fields, or implement `Default` for the step"
)]
pub trait HasDefault<'late>: Sized {
    /// The default.
    #[doc(hidden)]
    fn default_step() -> Self;
}

impl<T: Default> HasDefault<'_> for T {
    fn default_step() -> Self {
        T::default()
    }
}

/// Says that each step of a pipeline answers yes to `What`: [`SupportsBatches`] or [`SupportsPartialFit`]. As with
/// [`HasDefault`], the lifetime lets a pipeline ask only where a method needs the answer; one list of bounds serves
/// every question.
pub trait EachStep<'late, What> {}

/// Says that a step answers yes to `What`.
pub trait StepThat<'late, What> {}

/// As [`EachStep`], of part `PART` of a long pipeline's steps.
#[doc(hidden)]
pub trait EachStepOfPart<'late, What, const PART: usize> {}

/// That a step is a [`Learner`].
#[derive(Debug)]
pub struct SupportsBatches;

/// That a step [`Continues`].
#[derive(Debug)]
pub struct SupportsPartialFit;

impl<T: Learner> StepThat<'_, SupportsBatches> for T {}

impl<T: Continues> StepThat<'_, SupportsPartialFit> for T {}
/// The state of step number `INDEX` of a pipeline.
#[doc(hidden)]
#[derive(Debug)]
pub struct StateNumber<const INDEX: usize>;

/// Says that the fitted step of a pipeline can be saved. The lifetime lets a pipeline ask for it only where it is saved.
#[diagnostic::on_unimplemented(
    message = "the fitted step `{T}` cannot be saved",
    label = "a fitted step of this pipeline has no `Save`",
    note = "implement `shapeflow::save::Save` for it; where it implements serde's `Serialize` and `Deserialize`, one line does: `impl PlainState for {T} {{}}`",
    note = "where it is a pipeline, a call of its own `save` names the step inside that has no `Save`"
)]
#[cfg(feature = "save")]
pub trait SavedState<'late, T> {
    /// Writes the state.
    ///
    /// # Errors
    /// As of [`Writer::node`](crate::save::Writer::node).
    #[doc(hidden)]
    fn save_field(field: &T, name: &str, out: &mut crate::save::Writer<'_>) -> crate::Result<()>;

    /// Reads the state.
    ///
    /// # Errors
    /// As of [`Reader::node`](crate::save::Reader::node).
    #[doc(hidden)]
    fn load_field(name: &str, state: &mut crate::save::Reader<'_>) -> crate::Result<T>;
}

#[cfg(feature = "save")]
#[diagnostic::do_not_recommend]
impl<T: crate::save::Save, const INDEX: usize> SavedState<'_, T> for StateNumber<INDEX> {
    #[doc(hidden)]
    fn save_field(field: &T, name: &str, out: &mut crate::save::Writer<'_>) -> crate::Result<()> {
        out.node(name, field)
    }

    #[doc(hidden)]
    fn load_field(name: &str, state: &mut crate::save::Reader<'_>) -> crate::Result<T> {
        state.node(name)
    }
}

/// Says that part `PART` of a long pipeline's fitted steps, of types `Types`, can be saved.
#[doc(hidden)]
#[cfg(feature = "save")]
pub trait SavedPart<'late, const PART: usize, Types>: Sized {
    /// Writes them.
    ///
    /// # Errors
    /// As of [`Writer::field`](crate::save::Writer::field).
    fn save_part(&self, out: &mut crate::save::Writer<'_>) -> crate::Result<()>;

    /// Reads them.
    ///
    /// # Errors
    /// As of [`Reader::field`](crate::save::Reader::field).
    fn load_part(state: &mut crate::save::Reader<'_>) -> crate::Result<Types>;
}

/// Says that all fitted steps of a long pipeline can be saved.
#[doc(hidden)]
#[cfg(feature = "save")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved",
    label = "a fitted step of this pipeline has no `Save`"
)]
pub trait SavedParts<'late>: Sized {
    /// Writes them.
    ///
    /// # Errors
    /// As of [`Writer::field`](crate::save::Writer::field).
    fn save_parts(&self, out: &mut crate::save::Writer<'_>) -> crate::Result<()>;

    /// Reads them.
    ///
    /// # Errors
    /// As of [`Reader::field`](crate::save::Reader::field).
    fn load_parts(state: &mut crate::save::Reader<'_>) -> crate::Result<Self>;
}
