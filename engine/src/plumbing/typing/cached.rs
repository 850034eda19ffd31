//! The answer if a cache does not keep the values of a node.
//!
//! Invariant: rustc prefers the inherent methods `__cached` of `exec::cached_output`, so this method is called only
//! where none of them applies.

/// A node or an output without a saved form of its values, or without the feature `cache`.
pub trait NotCached: Sized {
    /// Returns the node or the output unchanged.
    #[must_use]
    fn __cached(self) -> Self {
        self
    }
}

impl<T> NotCached for T {}
