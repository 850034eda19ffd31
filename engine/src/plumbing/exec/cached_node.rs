//! A node as a cache sees it, with or without one: its fitted step, its inputs and its outputs.

use std::any::Any;

use super::cache_io::CachedSlot;
use super::source::Source;

/// A node as a cache sees it.
pub struct CachedNode<'node> {
    /// What the step became, once it has.
    pub fitted: Option<&'node dyn Any>,
    /// What it takes.
    pub sources: [&'node dyn Release; 2],
    /// What it gives.
    pub output: &'node dyn CachedOutput,
}

impl std::fmt::Debug for CachedNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CachedNode").finish_non_exhaustive()
    }
}

/// What a node takes, and will not take.
pub trait Release {
    /// As [`Source::release`].
    fn release(&self);
}

impl<X: Source> Release for X {
    fn release(&self) {
        Source::release(self);
    }
}

/// Where a node puts what it gives, as a cache sees it.
pub trait CachedOutput {
    /// One of the values; `None`: there is none of this number.
    fn part(&self, index: usize) -> Option<&dyn CachedSlot>;
}
