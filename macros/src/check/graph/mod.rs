//! Checks of the lowered graph.

mod inverse;
mod leak;

pub(crate) use inverse::check_inverses;
pub(crate) use leak::check_leaks;
