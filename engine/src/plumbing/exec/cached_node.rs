//! A node as a cache sees it, with or without one: its fitted step, its inputs and its outputs.

use std::any::Any;

use super::cache_io::CachedSlot;
use super::source::Source;

/// A node as a cache sees it.
pub struct CachedNode<'node> {
    /// The fitted step, after the node has learned.
    pub fitted: Option<&'node dyn Any>,
    /// The sources of its input and its target.
    pub sources: [&'node dyn Release; 2],
    /// Its outputs.
    pub output: &'node dyn CachedOutput,
}

impl std::fmt::Debug for CachedNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CachedNode").finish_non_exhaustive()
    }
}

/// A source of a node that the cache restores: the node will not take its values.
pub trait Release {
    /// As [`Source::release`].
    fn release(&self);
}

impl<X: Source> Release for X {
    fn release(&self) {
        Source::release(self);
    }
}

/// The outputs of a node, as a cache sees them.
pub trait CachedOutput {
    /// One of the values; `None`: there is none of this number.
    fn part(&self, index: usize) -> Option<&dyn CachedSlot>;
}
