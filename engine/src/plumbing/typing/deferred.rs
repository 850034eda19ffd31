//! `Default`, `Clone` and `Debug` for a pipeline whose steps all implement them, by late bounds.
//!
//! A bound such as `Pca<12>: Clone` names no type parameter. If it does not hold, rustc rejects it instead of omitting
//! the implementation. The lifetime of these traits turns the bound into a `for<'a>` bound, which rustc checks only
//! where the implementation is used. Each bound and each use of it costs compile time, so one bound covers up to 16
//! fields of a struct.
//!
//! Invariant: the bounds of one struct have different numbers, because two bounds on projections that resolve to the
//! same type are ambiguous.

use std::fmt;

use crate::diagnostics::tuples::up_to_16;
use crate::diagnostics::{Fields, HasDefault};

/// The field with the number `INDEX`.
#[derive(Debug)]
pub struct Field<const INDEX: usize>;

/// `Clone` for a field, as a late bound.
#[diagnostic::on_unimplemented(
    message = "the step `{T}` is not `Clone`",
    label = "a step of this pipeline is not `Clone`"
)]
pub trait CloneField<'late, T> {
    /// Returns a copy of the field.
    fn clone_field(field: &T) -> T;
}

impl<T: Clone, const INDEX: usize> CloneField<'_, T> for Field<INDEX> {
    fn clone_field(field: &T) -> T {
        field.clone()
    }
}

/// `Debug` for a field, as a late bound.
#[diagnostic::on_unimplemented(
    message = "the step `{T}` is not `Debug`",
    label = "a step of this pipeline is not `Debug`"
)]
pub trait DebugField<'late, T> {
    /// Returns the field as a trait object.
    fn debug_field(field: &T) -> &dyn fmt::Debug;
}

impl<T: fmt::Debug, const INDEX: usize> DebugField<'_, T> for Field<INDEX> {
    fn debug_field(field: &T) -> &dyn fmt::Debug {
        field
    }
}

/// `Default` for each of the fields, as a late bound.
pub trait DefaultFields<'late, T> {
    /// Returns the default values.
    fn default_fields() -> T;
}

/// `Clone` for each of the fields, as a late bound.
pub trait CloneFields<'late, T: Fields> {
    /// Returns copies of the fields.
    fn clone_fields(fields: T::Refs<'_>) -> T;
}

/// `Debug` for each of the fields, as a late bound.
pub trait DebugFields<'late, T: Fields> {
    /// Adds the fields to the output of `Debug` under these names.
    fn debug_fields(fields: T::Refs<'_>, names: &[&str], debug: &mut fmt::DebugStruct<'_, '_>);
}

macro_rules! fields {
    ($($number:literal $field:ident $T:ident),*) => {
        impl<'late, $($T: HasDefault<'late>,)* const INDEX: usize> DefaultFields<'late, ($($T,)*)> for Field<INDEX> {
            fn default_fields() -> ($($T,)*) {
                ($($T::default_step(),)*)
            }
        }

        impl<'late, $($T,)* const INDEX: usize> CloneFields<'late, ($($T,)*)> for Field<INDEX>
        where
            $(Self: CloneField<'late, $T>,)*
        {
            fn clone_fields(($($field,)*): ($(&$T,)*)) -> ($($T,)*) {
                ($(<Self as CloneField<'late, $T>>::clone_field($field),)*)
            }
        }

        impl<'late, $($T,)* const INDEX: usize> DebugFields<'late, ($($T,)*)> for Field<INDEX>
        where
            $(Self: DebugField<'late, $T>,)*
        {
            fn debug_fields(($($field,)*): ($(&$T,)*), names: &[&str], debug: &mut fmt::DebugStruct<'_, '_>) {
                let fields = [$(<Self as DebugField<'late, $T>>::debug_field($field)),*];
                for (name, field) in names.iter().zip(fields) {
                    debug.field(name, field);
                }
            }
        }
    };
}
up_to_16!(fields);
