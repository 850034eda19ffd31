//! The answer where a node's values are not kept by a cache.

#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::CachedAs;
use crate::plumbing::exec::nodes::reuse::ReuseNode;
use crate::plumbing::exec::nodes::step::StepNode;
use crate::plumbing::exec::output::OutputSlot;
#[cfg(feature = "cache")]
use crate::save::Save;
use crate::step::Step;

#[cfg(feature = "cache")]
impl<T: Save> OutputSlot<T> {
    /// The output, whose values are kept.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.cached = Some(CachedAs::SAVED);
        self
    }
}

#[cfg(feature = "cache")]
impl<P: Step, S: Step, X, Y, T: Save> StepNode<P, S, X, Y, OutputSlot<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.output.cached = Some(CachedAs::SAVED);
        self
    }
}

#[cfg(feature = "cache")]
impl<W, P: Step, S: Step, X, T: Save> ReuseNode<W, P, S, X, OutputSlot<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.output.cached = Some(CachedAs::SAVED);
        self
    }
}

/// Anything whose values cannot be saved, or where there is no cache.
pub trait NotCached: Sized {
    /// The node or the output as it is.
    #[must_use]
    fn __cached(self) -> Self {
        self
    }
}

impl<T> NotCached for T {}
