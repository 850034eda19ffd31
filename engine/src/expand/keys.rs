//! The keys of a fit: of what comes in, of what each node does, of each value.
//!
//! Invariant: keys are known before any node runs, from the inputs, which are hashed once, at the outermost pipeline. A node
//! has a key where all that it depends on is in it; what has none is never looked up.

use std::any::Any;
use std::sync::{Mutex, PoisonError};

use super::assemble::{Assembled, Mode, Tables};
use super::engine::{Engine, Node};
use super::facts::identify_step;
use super::node::{Steps, Task};
use super::schedule::Role;
use crate::cache::{Key, KeyWriter};
use crate::space::Identity;
use crate::step::Context;

/// The keys of a pipeline's inputs, as they come in.
#[derive(Debug)]
pub(super) struct Accepted {
    keys: Mutex<Vec<Option<Key>>>,
    /// Whether an outer pipeline knows them.
    is_given: bool,
}

impl Accepted {
    /// Before the inputs come in; an outer pipeline may have told their keys.
    pub(super) fn new(context: &Context<'_>, tables: &Tables) -> Self {
        let targets = tables.inputs.iter().filter(|input| input.fit_only).count();
        let inputs = tables.inputs.len() - targets;
        let given = context.told::<Given>();
        // Several inputs may be one value outside, a tuple: then the inputs are hashed.
        let given = given.filter(|given| (given.inputs.len(), given.targets.len()) == (inputs, targets));
        let keys = match given {
            Some(given) => [&*given.inputs, &*given.targets].concat(),
            None => vec![None; tables.inputs.len()],
        };
        Self { keys: Mutex::new(keys), is_given: given.is_some() }
    }

    /// Notes the key of an input, where nobody else knows it.
    pub(super) fn hash(&self, tables: &Tables, number: usize, value: &dyn Any) {
        if self.is_given {
            return;
        }
        let key = tables.inputs.get(number).and_then(|input| input.key?(value));
        if let Some(place) = self.keys.lock().unwrap_or_else(PoisonError::into_inner).get_mut(number) {
            *place = key;
        }
    }

    fn keys(&self) -> Vec<Option<Key>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The keys of what a node is given, for a pipeline that is the node's step.
#[derive(Debug)]
pub(super) struct Given {
    inputs: Vec<Option<Key>>,
    targets: Vec<Option<Key>>,
}

impl Given {
    pub(super) fn to(node: &Node, keys: &Keys) -> Self {
        let of = |values: &[u32]| values.iter().map(|&value| keys.value(value)).collect();
        Self { inputs: of(node.inputs), targets: of(node.targets) }
    }
}

/// The keys of a fit.
#[derive(Debug, Default)]
pub(super) struct Keys {
    values: Vec<Option<Key>>,
    nodes: Vec<Option<Key>>,
    reasons: Vec<Option<String>>,
}

impl Keys {
    /// The keys of all nodes that run in this mode, and of their values.
    pub(super) fn new<P: Assembled>(
        engine: &Engine<'_>,
        mode: &Mode,
        tasks: &[&dyn Task<P>],
        steps: &P,
    ) -> Self {
        let Tables { nodes, .. } = P::tables();
        let values = engine.accepted().map(Accepted::keys).unwrap_or_default();
        let mut keys = Self { values, nodes: vec![None; nodes.len()], reasons: vec![None; nodes.len()] };
        keys.values.resize(mode.uses().len(), None);
        for (number, ((task, node), &role)) in tasks.iter().zip(*nodes).zip(mode.roles()).enumerate() {
            if !role.runs() {
                continue;
            }
            if node.expect {
                // It hands on what it is given.
                keys.put(node, 0, node.inputs.first().and_then(|&input| keys.value(input)));
                continue;
            }
            let step = task.any_step(Steps::Unfitted(steps));
            // What tells a step from others is the code of its author, which may panic.
            let key = engine
                .apart(number as u32, |context| Ok(keys.of_node(P::tables(), node, role, step, context)));
            match key.unwrap_or_else(|error| Err(error.message().to_owned())) {
                Ok(key) => {
                    if let Some(place) = keys.nodes.get_mut(number) {
                        *place = Some(key);
                    }
                    for index in 0..node.outputs.len() {
                        keys.put(node, index, Some(part(&key, "output", index)));
                    }
                }
                Err(reason) => {
                    if let Some(place) = keys.reasons.get_mut(number) {
                        *place = Some(reason);
                    }
                }
            }
        }
        keys
    }

    /// The key of what a node does.
    pub(super) fn node(&self, number: usize) -> Option<Key> {
        self.nodes.get(number).copied().flatten()
    }

    /// Why a node that runs has no key.
    pub(super) fn reason(&self, number: usize) -> Option<&str> {
        self.reasons.get(number)?.as_deref()
    }

    /// The key of a value.
    fn value(&self, value: u32) -> Option<Key> {
        self.values.get(value as usize).copied().flatten()
    }

    fn put(&mut self, node: &Node, index: usize, key: Option<Key>) {
        let place = node.outputs.get(index).and_then(|&value| self.values.get_mut(value as usize));
        if let Some(place) = place {
            *place = key;
        }
    }

    fn of_node(
        &self,
        tables: &Tables,
        node: &Node,
        role: Role,
        step: Option<&dyn Any>,
        context: &Context<'_>,
    ) -> Result<Key, String> {
        let mut identity = Identity::default();
        identity.text(node.step);
        if let Some(step) = step {
            identify_step(node, step, &mut identity);
        }
        if let Some(part) = identity.unknown_part() {
            return Err(part.to_owned());
        }
        let version = node.facts.saved.map_or(0, |saved| saved.version);
        let of_type = ((node.facts.type_name)(), node.facts.revision.unwrap_or(0), version);
        let mut key = KeyWriter::of_step(purpose(role), of_type, &identity, context);
        for values in [node.inputs, node.targets] {
            key.number(values.len() as u64);
            for &value in values {
                key.key(&self.value(value).ok_or_else(|| unknown(tables, node, value))?);
            }
        }
        if let Some(reuse) = node.reuses {
            key.key(&self.node(reuse.node()).ok_or("the step that it uses is not known to be the same")?);
        }
        Ok(key.finish())
    }
}

/// The key of a part of what a node learns and gives.
pub(super) fn part(node: &Key, part: &str, index: usize) -> Key {
    let mut key = KeyWriter::new(part);
    key.key(node);
    key.number(index as u64);
    key.finish()
}

/// What a step learns and gives may depend on whether both are asked of it at once.
fn purpose(role: Role) -> &'static str {
    match role {
        Role::Skip => "skip",
        Role::Transform => "transform",
        Role::Learn => "fit",
        Role::LearnAndTransform => "fit_transform",
    }
}

/// Why a value has no key.
fn unknown(tables: &Tables, node: &Node, value: u32) -> String {
    match tables.inputs.get(value as usize) {
        Some(input) if input.key.is_none() => {
            format!(
                "the input `{}` cannot be part of a key: `{}` has no `Keyed`",
                input.name,
                (input.type_name)()
            )
        }
        _ => {
            let label = node.labels.get(value as usize).copied().unwrap_or_default();
            format!("`{label}` before it is not known to be the same")
        }
    }
}
