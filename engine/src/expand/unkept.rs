//! The answer where a node's values are not kept by a cache.

/// Anything whose values cannot be saved, or where there is no cache.
pub trait NotKept: Sized {
    /// The node or the outlet as it is.
    #[must_use]
    fn __kept(self) -> Self {
        self
    }
}

impl<T> NotKept for T {}

/// Nothing is asked of an outlet where there is no cache.
#[cfg(not(feature = "cache"))]
pub trait MaybeKept {}

#[cfg(not(feature = "cache"))]
impl<T> MaybeKept for T {}
