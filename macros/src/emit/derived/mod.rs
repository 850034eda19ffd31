//! The traits that a generated struct implements through its fields.
//!
//! Invariant: the bounds on the fields are deferred (`for<'late>`): rustc checks them only where the trait is used, so
//! a step that lacks a trait is not an error in the pipeline that contains it.
//!
//! | file | emits |
//! |---|---|
//! | `impls` | `Default`, `Clone` and `Debug` |
//! | `defaults` | the default of one step: the hyperparameters that the user set, and the rest from its type |
//! | `sizes` | nothing: the names of declared sizes, where an editor finds them |
//! | `hyperparameters` | the skeleton of `impl Hyperparameters` |

mod defaults;
mod hyperparameters;
mod impls;
mod sizes;

pub(crate) use defaults::{struct_literal, with_default};
pub(crate) use hyperparameters::HyperparametersImpl;
pub(crate) use impls::{DeferredField, Target};
pub(crate) use sizes::{defined, is_short, uses};
