//! Checks of the unresolved pipeline: lowering relies on them.

mod cycle;
mod outputs;
mod promise;

pub(crate) use cycle::cut_cycles;
pub(crate) use outputs::limit_outputs;
pub(crate) use promise::match_promise;
