//! The outputs of nodes in a fit with a cache, and the methods that make a cache keep them.
//!
//! Invariant: an output from the cache is measured and checked like an output that the node returns.

use super::cache_io::{AnyValue, CachedSlot};
use super::node_context::NodeContext;
use super::nodes::reuse::ReuseNode;
use super::nodes::step::StepNode;
use super::output::OutputSlot;
use crate::Result;
use crate::cache::{Key, Lookup, Store};
use crate::plumbing::plan::erased::wrong_type;
use crate::run::Slot;
use crate::save::Save;
use crate::step::{Measure, Step};

impl<T: Clone + Send + 'static> CachedSlot for OutputSlot<T> {
    fn is_cached(&self) -> bool {
        self.cache.is_enabled()
    }

    fn keep(&self, store: &Store, key: &Key, wanted: bool) -> Result<()> {
        let (value, _) = Slot::take(&self.slot)?;
        if wanted { self.cache.keep(store, key, value) } else { Ok(()) }
    }

    fn __load(&self, store: &Store, key: &Key) -> Lookup<AnyValue> {
        match self.cache.load(store, key) {
            Lookup::Hit(value) => Lookup::Hit(Box::new(value)),
            Lookup::Miss => Lookup::Miss,
            Lookup::Unusable(error) => Lookup::Unusable(error),
        }
    }

    fn put(&self, node: &NodeContext<'_>, index: usize, value: AnyValue, uses: u32) -> Result<Measure> {
        let value = *value.downcast::<T>().map_err(|_| wrong_type::<T>())?;
        let measure = self.measured(node, index, &value)?.0;
        self.slot.put((value, measure), uses);
        Ok(measure)
    }
}

impl<T: Save> OutputSlot<T> {
    /// Returns the output, whose values the cache keeps.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.cache.enable();
        self
    }
}

impl<S: Step, X, Y, T: Save> StepNode<S, X, Y, OutputSlot<T>> {
    /// Returns the node, whose output the cache keeps.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.output.cache.enable();
        self
    }
}

impl<W, S: Step, X, T: Save> ReuseNode<W, S, X, OutputSlot<T>> {
    /// Returns the node, whose output the cache keeps.
    #[must_use]
    pub fn __cached(mut self) -> Self {
        self.output.cache.enable();
        self
    }
}
