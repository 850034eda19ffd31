//! What a cache asks of an output, where there is none.

/// Nothing is asked of an output where there is no cache.
pub trait MaybeCached {}

impl<T> MaybeCached for T {}
