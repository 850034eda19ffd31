//! The answer where a node's values are not kept by a cache.

/// Anything whose values cannot be saved, or where there is no cache.
pub trait NotCached: Sized {
    /// The node or the output as it is.
    #[must_use]
    fn __cached(self) -> Self {
        self
    }
}

impl<T> NotCached for T {}
