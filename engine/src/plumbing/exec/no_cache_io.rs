//! The same as `cache_io` where there is no cache: nothing is kept.

use std::marker::PhantomData;

use super::measure::MeasureAs;

/// Nothing is asked of a value where there is no cache.
pub trait CachedSlot {}

impl<T> CachedSlot for T {}

/// How the values of one slot are kept: not at all.
#[derive(Debug)]
pub(crate) struct SlotCache<T>(PhantomData<fn(T)>);

impl<T> SlotCache<T> {
    pub(crate) fn new<As: MeasureAs<T>>() -> Self {
        Self(PhantomData)
    }

    pub(crate) fn alike(&self) -> Self {
        Self(PhantomData)
    }
}
