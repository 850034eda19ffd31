//! Checks of the lowered graph.

mod columns;
mod leak;

pub(crate) use columns::check_columns;
pub(crate) use leak::check_leaks;
