//! Errors in a graph whose names are all known.
//!
//! Invariant: a check reports; it repairs only what would break an invariant of the model (cycles).
//!
//! | folder | checks |
//! |---|---|
//! | `call` | the pipelines of one macro call together: pipelines that contain themselves |
//! | `draft` | the unresolved pipeline, before lowering: cycles, the promise, the number of outputs |
//! | `graph` | the lowered graph: columns, inputs that only a fit reads, leaks |

mod call;
mod draft;
mod graph;

pub(crate) use call::cut_recursion;
pub(crate) use draft::{cut_cycles, limit_outputs, match_promise};
pub(crate) use graph::{check_columns, check_inputs, check_leaks};
