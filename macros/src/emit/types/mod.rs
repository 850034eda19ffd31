//! The types of a pipeline: its structs, and the types of its values.
//!
//! Invariant: the user's tokens of a type are emitted once, in an alias that all other code names.
//!
//! | file | emits |
//! |---|---|
//! | `structs` | the structs of the steps, unfitted and fitted |
//! | `derived_impls` | `Default`, `Clone` and `Debug` for them |
//! | `aliases` | aliases of the types that the user wrote: steps, inputs and promised outputs |
//! | `fields` | the types of the fields of steps, and the question of whether each is a step |
//! | `edges` | the types of values on edges, one by one and as a tuple |
//! | `outputs` | the struct of several outputs, and the type that a caller receives |

mod aliases;
mod derived_impls;
mod edges;
mod fields;
mod outputs;
mod structs;

pub(super) use aliases::{inputs_and_promises, steps};
pub(super) use edges::{edge_output, edge_outputs, emit as edge_types, joined};
pub(super) use fields::emit as fields;
pub(super) use outputs::{output_struct, result};
pub(super) use structs::emit as structs;
