//! The keys that a run knows: those of its inputs, its nodes and its values.
//!
//! Invariant: keys are known before any node runs. A pipeline hashes its inputs once, or not at all if it is the step
//! of a node of another pipeline that knows the key of each of them.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

use crate::cache::{Key, KeyWriter};
use crate::plumbing::plan::node::Node;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::step::Context;

/// The keys of a pipeline's inputs, filled in as the inputs arrive.
#[derive(Debug)]
pub(crate) struct InputKeys {
    keys: Mutex<Vec<Option<Key>>>,
    /// Whether the outer pipeline has supplied them.
    is_given: bool,
}

impl InputKeys {
    /// Creates the list before the inputs arrive. The outer pipeline may have attached their keys to the context.
    pub(crate) fn new(context: &Context<'_>, info: &PipelineInfo) -> Self {
        let targets = info.inputs.iter().filter(|input| input.fit_only).count();
        let inputs = info.inputs.len() - targets;
        let given = context.attached::<OuterKeys>();
        // The outer pipeline may pass several inputs as one value, a tuple. Then it does not know their keys.
        let given = given.filter(|given| (given.inputs.len(), given.targets.len()) == (inputs, targets));
        let keys = match given {
            Some(given) => [&*given.inputs, &*given.targets].concat(),
            None => vec![None; info.inputs.len()],
        };
        Self { keys: Mutex::new(keys), is_given: given.is_some() }
    }

    /// Computes the key of an input, unless the outer pipeline has supplied it.
    pub(crate) fn hash(&self, info: &PipelineInfo, number: usize, value: &dyn Any) {
        if self.is_given {
            return;
        }
        let key = info.inputs.get(number).and_then(|input| input.key?(value));
        if let Some(place) = self.keys.lock().unwrap_or_else(PoisonError::into_inner).get_mut(number) {
            *place = key;
        }
    }

    pub(crate) fn keys(&self) -> Vec<Option<Key>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The keys of the inputs of a node, for a pipeline that is the node's step.
#[derive(Debug)]
pub(crate) struct OuterKeys {
    inputs: Vec<Option<Key>>,
    targets: Vec<Option<Key>>,
}

impl OuterKeys {
    fn to(node: &Node, keys: &Keys) -> Self {
        let of = |values: &[u32]| values.iter().map(|&value| keys.value(value)).collect();
        Self { inputs: of(node.inputs), targets: of(node.targets) }
    }

    /// Returns the context with these keys attached, where a nested pipeline finds them.
    pub(crate) fn attach_to<'run>(&'run self, context: Context<'run>) -> Context<'run> {
        context.with_attached(self)
    }
}

/// The keys that a run knows: none, those of its inputs, or all.
#[derive(Debug, Default)]
pub(crate) struct RunKeys<'run> {
    pub(super) inputs: Option<InputKeys>,
    pub(super) all: Option<&'run Keys>,
}

impl RunKeys<'_> {
    /// Computes the key of an input, if the run has a cache.
    pub(crate) fn hash(&self, info: &PipelineInfo, number: usize, value: &dyn Any) {
        if let Some(inputs) = &self.inputs {
            inputs.hash(info, number, value);
        }
    }

    /// Returns the keys of the inputs of a node whose step is a pipeline.
    #[inline]
    pub(crate) fn outer(&self, node: &Node) -> Option<OuterKeys> {
        self.all.filter(|_| node.nested.is_some()).map(|keys| OuterKeys::to(node, keys))
    }
}

/// The keys of a fit.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    values: Vec<Option<Key>>,
    nodes: Vec<Option<Key>>,
    reasons: Vec<Option<String>>,
}

impl Keys {
    /// Creates the keys of these inputs. The keys of the nodes are not known yet.
    pub(crate) fn of_inputs(inputs: Vec<Option<Key>>, nodes: usize, values: usize) -> Self {
        let mut keys = Self { values: inputs, nodes: vec![None; nodes], reasons: vec![None; nodes] };
        keys.values.resize(values, None);
        keys
    }

    /// Stores the key of a node, and the keys of its outputs, which follow from it.
    pub(crate) fn put_node(&mut self, number: usize, node: &Node, key: Key) {
        if let Some(place) = self.nodes.get_mut(number) {
            *place = Some(key);
        }
        for index in 0..node.outputs.len() {
            self.put(node, index, Some(part(&key, "output", index)));
        }
    }

    /// Stores the reason why a node has no key.
    pub(crate) fn put_reason(&mut self, number: usize, reason: String) {
        if let Some(place) = self.reasons.get_mut(number) {
            *place = Some(reason);
        }
    }

    /// Returns the key of a node.
    pub(crate) fn node(&self, number: usize) -> Option<Key> {
        self.nodes.get(number).copied().flatten()
    }

    /// Returns the reason why a node that runs has no key.
    pub(crate) fn reason(&self, number: usize) -> Option<&str> {
        self.reasons.get(number)?.as_deref()
    }

    /// Returns the key of a value.
    pub(crate) fn value(&self, value: u32) -> Option<Key> {
        self.values.get(value as usize).copied().flatten()
    }

    /// Stores the key of one output of a node.
    pub(crate) fn put(&mut self, node: &Node, index: usize, key: Option<Key>) {
        let place = node.outputs.get(index).and_then(|&value| self.values.get_mut(value as usize));
        if let Some(place) = place {
            *place = key;
        }
    }
}

/// Returns the key of one result of a node: of its fitted step or of an output.
pub(crate) fn part(node: &Key, part: &str, index: usize) -> Key {
    let mut key = KeyWriter::new(part);
    key.key(node);
    key.number(index as u64);
    key.finish()
}
