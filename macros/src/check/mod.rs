//! What a graph can be wrong about although each name in it is right.
//!
//! Invariant: a check reports and marks; it repairs only what would break an invariant of the model (cycles).

mod cycle;
mod flow;
mod inverse;
mod leak;
mod promise;

pub(crate) use cycle::cut_cycles;
pub(crate) use flow::mark_fit_only;
pub(crate) use inverse::inverses;
pub(crate) use leak::leaks;
pub(crate) use promise::keep_promise;
