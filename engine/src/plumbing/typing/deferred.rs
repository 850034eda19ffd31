//! `Default`, `Clone` and `Debug` for a pipeline, where every step has them.
//!
//! A bound such as `Pca<12>: Clone` names no type parameter, and rustc rejects it where it does not hold instead of
//! leaving the implementation out. The lifetime of these traits makes the bound one `for<'a>`, which is asked only when
//! the implementation is used. Fields are kept apart by their number: two bounds on
//! projections that turn out to be one type are ambiguous.

use std::fmt;

/// Field number `INDEX`.
#[derive(Debug)]
pub struct Field<const INDEX: usize>;

/// `Clone`, asked late.
#[diagnostic::on_unimplemented(
    message = "the step `{T}` is not `Clone`",
    label = "a step of this pipeline is not `Clone`"
)]
pub trait CloneField<'late, T> {
    /// The copy.
    fn clone_field(field: &T) -> T;
}

impl<T: Clone, const INDEX: usize> CloneField<'_, T> for Field<INDEX> {
    fn clone_field(field: &T) -> T {
        field.clone()
    }
}

/// `Debug`, asked late.
#[diagnostic::on_unimplemented(
    message = "the step `{T}` is not `Debug`",
    label = "a step of this pipeline is not `Debug`"
)]
pub trait DebugField<'late, T> {
    /// As a trait object.
    fn debug_field(field: &T) -> &dyn fmt::Debug;
}

impl<T: fmt::Debug, const INDEX: usize> DebugField<'_, T> for Field<INDEX> {
    fn debug_field(field: &T) -> &dyn fmt::Debug {
        field
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
