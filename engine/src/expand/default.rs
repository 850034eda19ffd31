//! `Default`, `Clone` and `Debug` for a pipeline, where every step has them.
//!
//! A bound such as `Pca<12>: Default` names no type parameter, and rustc rejects it where it does not hold instead
//! of leaving the implementation out. The lifetime of these traits makes the bound `for<'a> Pca<12>: DefaultStep<'a>`,
//! which is asked only when the implementation is used.

use std::fmt;

/// `Default`, asked late.
#[diagnostic::on_unimplemented(
    message = "the step `{Self}` has no default hyperparameters",
    label = "`Default` is missing",
    note = "build the pipeline's struct by its fields"
)]
pub trait DefaultStep<'late>: Sized {
    /// The default.
    fn default_step() -> Self;
}

impl<T: Default> DefaultStep<'_> for T {
    fn default_step() -> Self {
        T::default()
    }
}

/// `Clone`, asked late.
pub trait CloneStep<'late>: Sized {
    /// The copy.
    fn clone_step(&self) -> Self;
}

impl<T: Clone> CloneStep<'_> for T {
    fn clone_step(&self) -> Self {
        self.clone()
    }
}

/// `Debug`, asked late.
pub trait DebugStep<'late> {
    /// As a trait object.
    fn debug_step(&self) -> &dyn fmt::Debug;
}

impl<T: fmt::Debug> DebugStep<'_> for T {
    fn debug_step(&self) -> &dyn fmt::Debug {
        self
    }
}

/// Some fields of a long struct: their defaults.
pub trait DefaultPart<'late, T> {
    /// The defaults.
    fn default_part() -> T;
}

/// Some fields of a long struct: their copies.
pub trait ClonePart<'late, S, T> {
    /// The copies.
    fn clone_part(whole: &S) -> T;
}

/// Some fields of a long struct: how they are shown.
pub trait DebugPart<'late, S> {
    /// Shows them.
    fn debug_part(whole: &S, debug: &mut fmt::DebugStruct<'_, '_>);
}
