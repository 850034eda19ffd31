//! Errors in a graph whose names are all known.
//!
//! Invariant: a check reports; it repairs only what would break an invariant of the model (cycles).
//!
//! | folder | checks |
//! |---|---|
//! | `draft` | the unresolved pipeline, before lowering: cycles, the promise |
//! | `graph` | the lowered graph: leaks |

mod draft;
mod graph;

pub(crate) use draft::{cut_cycles, match_promise};
pub(crate) use graph::check_leaks;
