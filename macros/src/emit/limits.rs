//! The lengths of lists in the generated code.
//!
//! Invariant: no list that rustc compares with itself, or whose borrows it checks, grows with the pipeline: the cost would
//! be the square of its length.

/// The largest number of types in one list of bounds, and in one tuple. The library implements its traits for tuples of
/// this length.
pub(super) const BOUNDS: usize = 16;

/// The number of nodes that are created in one closure.
pub(super) const CHUNK: usize = 16;
