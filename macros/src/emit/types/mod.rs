//! The types that a pipeline defines: its structs, and the types of its values.
//!
//! | file | emits |
//! |---|---|
//! | `structs` | the structs of the steps, unfitted and fitted |
//! | `derived_impls` | `Default`, `Clone` and `Debug` for them |
//! | `aliases` | the types that the user wrote: steps, inputs and promises |
//! | `edges` | the types of values, and of several values as one |
//! | `outputs` | the struct of several outputs |

mod aliases;
mod derived_impls;
mod edges;
mod outputs;
mod structs;

pub(super) use aliases::{inputs_and_promises, steps};
pub(super) use edges::{edge_output, edge_outputs, emit as edge_types, joined};
pub(super) use outputs::{output_struct, result};
pub(super) use structs::emit as structs;
