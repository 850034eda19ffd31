//! The parts of a run that only a fit with a cache needs.

use super::cache_keys::{InputKeys, Keys, RunKeys};
use super::execution::Execution;
use super::node_context::NodeContext;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::run::caught;

impl<'run> Execution<'run> {
    /// Calls `body` with the context of a node that does not run, so that `body` can check the shapes of the node's
    /// outputs. Catches a panic, like [`apart`](Self::apart), but does not name the node in an error.
    pub(crate) fn apart_checked<T>(
        &self,
        number: u32,
        body: impl FnOnce(&NodeContext<'_>) -> Result<T>,
    ) -> Result<T> {
        let node = self.known(number)?;
        let context = self.context.node(node.path);
        let shapes = self.info.shapes.get(number as usize).ok_or_else(poisoned)?;
        caught(|| body(&self.running(number, node, shapes, &context)))
    }

    /// Returns the same run, which computes the keys of its inputs.
    pub(crate) fn with_input_keys(mut self) -> Self {
        self.keys.inputs = Some(InputKeys::new(self.context, self.info));
        self
    }

    /// Returns the keys of the inputs, if the run computes them.
    pub(crate) fn input_keys(&self) -> Option<&InputKeys> {
        self.keys.inputs.as_ref()
    }

    /// Returns the same run for the nodes that the cache cannot restore; `uses` says how often each value is used.
    pub(crate) fn for_remaining<'rest>(
        &'rest self,
        uses: &'rest [u32],
        keys: &'rest Keys,
    ) -> Execution<'rest> {
        Execution {
            sizes: self.sizes.clone(),
            keys: RunKeys { inputs: None, all: Some(keys) },
            ..Execution::with_uses(self.context, self.info, uses)
        }
    }
}
