//! The answer where a node's values are not kept by a cache.

#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::KeptAs;
use crate::plumbing::exec::nodes::reuse::ReuseNode;
use crate::plumbing::exec::nodes::step::StepNode;
use crate::plumbing::exec::output::One;
#[cfg(feature = "cache")]
use crate::save::Save;
use crate::step::Step;

#[cfg(feature = "cache")]
impl<T: Save> One<T> {
    /// The outlet, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.kept = Some(KeptAs::SAVED);
        self
    }
}

#[cfg(feature = "cache")]
impl<P: Step, S: Step, X, Y, T: Save> StepNode<P, S, X, Y, One<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.outlet.kept = Some(KeptAs::SAVED);
        self
    }
}

#[cfg(feature = "cache")]
impl<W, P: Step, S: Step, X, T: Save> ReuseNode<W, P, S, X, One<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.outlet.kept = Some(KeptAs::SAVED);
        self
    }
}

/// Anything whose values cannot be saved, or where there is no cache.
pub trait NotKept: Sized {
    /// The node or the outlet as it is.
    #[must_use]
    fn __kept(self) -> Self {
        self
    }
}

impl<T> NotKept for T {}
