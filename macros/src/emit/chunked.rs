//! How many bounds there are in one list.

/// The number of bounds in one list: rustc looks at all of a list for each of them.
pub(crate) const BOUNDS: usize = 16;
