//! What a generated struct implements by way of its fields.
//!
//! Invariant: the bounds on the fields are checked only where the trait is used, so a step that lacks a trait is no error
//! in the pipeline that holds it.
//!
//! | file | emits |
//! |---|---|
//! | `impls` | `Default`, `Clone` and `Debug` |
//! | `defaults` | the default of one step: what the user set, and the rest from its type |
//! | `hyperparameters` | the skeleton of `impl Hyperparameters` |

mod defaults;
mod hyperparameters;
mod impls;

pub(crate) use defaults::{Part, struct_literal, with_default};
pub(crate) use hyperparameters::HyperparametersImpl;
pub(crate) use impls::{LateField, Target};
