//! The messages about what only some methods of a pipeline need of its steps.
//!
//! A bound that names no type parameter is rejected where it does not hold. The lifetime of these traits makes the bound
//! one `for<'a>`, which rustc checks only where the method or the implementation is used.

use crate::space::Hyperparameters;
use crate::step::{Continues, Learner};

/// A step with default hyperparameters. The lifetime lets a pipeline require it only where the default is used.
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

/// Requires [`Hyperparameters`] of a step with a search space or a declared size.
#[doc(hidden)]
pub const fn require_hyperparameters<T: Hyperparameters>() {}

/// A pipeline whose steps all support `What`: [`SupportsBatches`] or [`SupportsPartialFit`]. As with [`HasDefault`], the
/// lifetime lets a pipeline require it only for the methods that need it. One list of bounds serves every `What`.
pub trait EachStep<'late, What> {}

/// A step that supports `What`.
pub trait StepThat<'late, What> {}

/// As [`EachStep`], for part `PART` of the steps of a long pipeline.
#[doc(hidden)]
pub trait EachStepOfPart<'late, What, const PART: usize> {}

/// The support of a [`Learner`]: learning from batches.
#[derive(Debug)]
pub struct SupportsBatches;

/// The support of a step that [`Continues`]: learning more from where the fitted step is.
#[derive(Debug)]
pub struct SupportsPartialFit;

impl<T: Learner> StepThat<'_, SupportsBatches> for T {}

impl<T: Continues> StepThat<'_, SupportsPartialFit> for T {}
/// The state of step number `INDEX` of a pipeline.
#[doc(hidden)]
#[derive(Debug)]
pub struct StateNumber<const INDEX: usize>;

/// The fitted step of a pipeline that can be saved. The lifetime lets a pipeline require it only where it is saved.
#[diagnostic::on_unimplemented(
    message = "the fitted step `{T}` cannot be saved",
    label = "a fitted step of this pipeline has no `Save`",
    note = "implement `shapeflow::save::Save` for it; if it implements serde's `Serialize` and `Deserialize`, one line is enough: `impl PlainState for {T} {{}}`",
    note = "if it is a pipeline, a call of its own `save` names the inner step that has no `Save`"
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

/// Part `PART` of the fitted steps of a long pipeline, of types `Types`, that can be saved.
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

/// A long pipeline whose fitted steps can all be saved.
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
