//! What a cache asks of an outlet, where there is none.

/// Nothing is asked of an outlet where there is no cache.
pub trait MaybeKept {}

impl<T> MaybeKept for T {}
