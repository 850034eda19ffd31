//! Checks of the lowered graph.

mod leak;

pub(crate) use leak::check_leaks;
