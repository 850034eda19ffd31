//! A node as a cache sees it: its fitted step, its inputs and its outputs. Without a cache, no code reads it.

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

/// A source whose values a node does not take, because the cache restores the node.
pub trait Release {
    /// Does the same as [`Source::release`].
    fn release(&self);
}

impl<X: Source> Release for X {
    fn release(&self) {
        Source::release(self);
    }
}

/// The outputs of a node, as a cache sees them.
pub trait CachedOutput {
    /// Returns the output with this index, or `None` if there is none.
    fn part(&self, index: usize) -> Option<&dyn CachedSlot>;
}
