//! Checks of the lowered graph.

mod columns;
mod inputs;
mod leak;

pub(crate) use columns::check_columns;
pub(crate) use inputs::check_inputs;
pub(crate) use leak::check_leaks;
