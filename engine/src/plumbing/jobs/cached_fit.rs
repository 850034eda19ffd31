//! A fit with a cache: which nodes need not run, and what of the others is kept.
//!
//! Nodes are looked up from the last to the first, so that it is known of each which of its outputs a node that runs, or the
//! caller, needs; what is found is loaded at once. Invariant: a node is left out only when all that is needed of it is in
//! its place, and one that cannot be is run with the inputs that it needs, so an entry that is gone or damaged costs time,
//! and never the fit.

use super::fit_keys::fit_keys;
use crate::Result;
use crate::cache::{Key, Lookup, Store};
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::cache_io::{AnyValue, CachedSlot};
use crate::plumbing::exec::cache_keys::{Keys, part};
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{PipelineDef, each_node, run_nodes};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::capability::saved_form::SavedForm;
use crate::plumbing::plan::erased::AnyFitted;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::liveness::NodeRole;
use crate::plumbing::plan::node::Node;
use crate::step::{Measure, Step};

/// The run of a fit, in which a cache asks for the keys of the inputs, where there is one.
pub(crate) fn with_keys<'run, P: Step>(execution: Execution<'run>, steps: Steps<'_, P>) -> Execution<'run> {
    if is_cached(&execution, steps) { execution.with_input_keys() } else { execution }
}

/// Whether a cache keeps what the nodes learn and give.
fn is_cached<P: Step>(execution: &Execution<'_>, steps: Steps<'_, P>) -> bool {
    matches!(steps, Steps::Unfitted(_)) && execution.context().run().cache_value().is_some()
}

/// Runs the nodes once: of a fit with a cache, those that it does not know.
///
/// # Errors
/// The first error of a node, with its path.
pub(crate) fn run<P: PipelineDef>(
    execution: &Execution<'_>,
    plan: &ExecutionPlan,
    inputs: &[Measure],
    tasks: &[&dyn ErasedNode<P>],
    steps: Steps<'_, P>,
) -> Result<()> {
    match steps {
        Steps::Unfitted(unfitted) if is_cached(execution, steps) => {
            fit(execution, plan, inputs, tasks, unfitted)
        }
        _ => run_nodes(plan, execution, inputs, tasks, steps),
    }
}

/// Runs the nodes that the cache does not know, and keeps what they learn and give.
///
/// # Errors
/// The first error of a node, with its path.
fn fit<P: PipelineDef>(
    execution: &Execution<'_>,
    plan: &ExecutionPlan,
    inputs: &[Measure],
    tasks: &[&dyn ErasedNode<P>],
    steps: &P,
) -> Result<()> {
    let Some(store) = execution.context().run().cache_value() else { return Err(poisoned()) };
    let keys = fit_keys(execution, plan, tasks, steps);
    let fit = CachedFit { execution, plan, tasks, steps, store, keys: &keys };
    let rest = fit.restore()?;
    let remaining = execution.for_remaining(&rest.uses, &keys);
    each_node(plan, &remaining, inputs, &|number| {
        let (Some(task), Some(&role)) = (tasks.get(number), plan.roles().get(number)) else {
            return Err(poisoned());
        };
        match rest.nodes.get(number) {
            Some(CacheDecision::Restored) => Ok(()),
            fate => {
                task.run(&remaining, role, Steps::Unfitted(steps))?;
                fit.keep(number, fate == Some(&CacheDecision::Replaces))
            }
        }
    })
}

/// What becomes of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CacheDecision {
    /// It runs.
    Runs,
    /// It runs, and replaces what the cache has of it, which cannot be used.
    Replaces,
    /// All that is needed of it is in its place.
    Restored,
}

/// What the cache leaves to do.
struct Remaining {
    nodes: Vec<CacheDecision>,
    /// How often each value is used.
    uses: Vec<u32>,
}

/// A fit before its nodes run.
struct CachedFit<'run, P: PipelineDef> {
    execution: &'run Execution<'run>,
    plan: &'run ExecutionPlan,
    tasks: &'run [&'run dyn ErasedNode<P>],
    steps: &'run P,
    store: &'run Store,
    keys: &'run Keys,
}

/// What the cache has of a node.
struct Found {
    fitted: Option<AnyFitted>,
    values: Vec<(usize, AnyValue)>,
}

impl<'run, P: PipelineDef> CachedFit<'run, P> {
    /// Puts into its place what the cache has and a node that runs, or the caller, needs.
    fn restore(&self) -> Result<Remaining> {
        let nodes = P::info().nodes;
        let mut rest = Remaining {
            nodes: vec![CacheDecision::Runs; nodes.len()],
            uses: vec![0; self.plan.uses().len()],
        };
        count(&mut rest.uses, self.plan.outputs());
        for (number, (node, &role)) in nodes.iter().zip(self.plan.roles()).enumerate().rev() {
            if !role.runs() {
                continue;
            }
            let context = self.execution.context().node(node.path);
            context.run().proceed().map_err(|error| context.locate(error))?;
            let kept = self.cached(number)?;
            let fate = if node.expect {
                look_through(node, &rest.uses)
            } else {
                self.look_up(number, role, &kept, &rest.uses)
            };
            if fate == CacheDecision::Restored {
                kept.sources.iter().for_each(|source| source.release());
            } else {
                count(&mut rest.uses, node.inputs);
                count(&mut rest.uses, node.targets);
                // The cache takes once itself what it keeps.
                let kept = self.kept_outputs(number, &kept).filter_map(|(index, _)| node.outputs.get(index));
                count(&mut rest.uses, kept);
            }
            if let Some(place) = rest.nodes.get_mut(number) {
                *place = fate;
            }
        }
        Ok(rest)
    }

    /// Restores a node, or says why not.
    fn look_up(&self, number: usize, role: NodeRole, kept: &CachedNode<'_>, uses: &[u32]) -> CacheDecision {
        let node = self.node(number);
        let wanted: Vec<usize> = node.map_or(Vec::new(), |node| wanted(node, uses));
        let Some(key) = self.keys.node(number) else {
            let reason = self.keys.reason(number).unwrap_or_default();
            self.note(number, &format!("computed, and not looked up in the cache: {reason}"));
            return CacheDecision::Runs;
        };
        if let Some(reason) = self.unsaved(number, role, kept) {
            self.note(number, &format!("not kept in the cache: {reason}"));
        }
        let found = match self.load(number, role, kept, &key, &wanted) {
            Ok(Some(found)) => found,
            Ok(None) => return CacheDecision::Runs,
            Err(error) => {
                self.note(
                    number,
                    &format!("computed again, since the cache's entry is unusable: {}", error.message()),
                );
                return CacheDecision::Replaces;
            }
        };
        let was_loaded = found.fitted.is_some() || !found.values.is_empty();
        match self.put(number, kept, found, uses) {
            Ok(measures) => {
                if was_loaded {
                    self.at(number, |context| context.reused(&measures));
                }
                CacheDecision::Restored
            }
            Err(error) => {
                self.note(
                    number,
                    &format!("computed again, since the cache's entry is unusable: {}", error.message()),
                );
                CacheDecision::Replaces
            }
        }
    }

    /// All that is needed of a node, as far as the cache has all of it.
    fn load(
        &self,
        number: usize,
        role: NodeRole,
        kept: &CachedNode<'_>,
        key: &Key,
        wanted: &[usize],
    ) -> Result<Option<Found>> {
        let fitted = match (learns(role), self.saved_form(number)) {
            (false, _) => None,
            (true, None) => return Ok(None),
            (true, Some(form)) => Some((form, part(key, "fitted", 0))),
        };
        let slots: Option<Vec<_>> = wanted.iter().map(|&index| self.slot(kept, key, index)).collect();
        let Some(slots) = slots else { return Ok(None) };
        // Nothing is loaded in vain.
        let keys = slots.iter().map(|(_, _, key)| key).chain(fitted.as_ref().map(|(_, key)| key));
        if !keys.into_iter().all(|key| self.store.contains(key)) {
            return Ok(None);
        }
        self.execution.apart(number as u32, |_| {
            let mut found = Found { fitted: None, values: Vec::with_capacity(slots.len()) };
            for (index, slot, key) in slots {
                match slot.load(self.store, &key) {
                    Lookup::Hit(value) => found.values.push((index, value)),
                    Lookup::Miss => return Ok(None),
                    Lookup::Unusable(error) => return Err(error),
                }
            }
            if let Some((form, key)) = fitted {
                match (form.load)(self.store, &key) {
                    Lookup::Hit(fitted) => found.fitted = Some(fitted),
                    Lookup::Miss => return Ok(None),
                    Lookup::Unusable(error) => return Err(error),
                }
            }
            Ok(Some(found))
        })
    }

    /// Puts what was found into its place, the fitted step last: it cannot be replaced.
    fn put(&self, number: usize, kept: &CachedNode<'_>, found: Found, uses: &[u32]) -> Result<Vec<Measure>> {
        let (task, node) = self.tasks.get(number).zip(self.node(number)).ok_or_else(poisoned)?;
        let measures = self.execution.apart_checked(number as u32, |context| {
            let put = |(index, value)| {
                let slot = kept.output.part(index).ok_or_else(poisoned)?;
                let uses = node.outputs.get(index).and_then(|&value| uses.get(value as usize));
                slot.put(context, index, value, uses.copied().unwrap_or(0))
            };
            found.values.into_iter().map(put).collect::<Result<Vec<_>>>()
        })?;
        match found.fitted {
            Some(fitted) => task.adopt(fitted)?,
            None => {
                let steps = Steps::Unfitted(self.steps);
                if task.any_step(steps).is_some() {
                    task.run(self.execution, NodeRole::Skip, steps)?;
                }
            }
        }
        Ok(measures)
    }

    /// Keeps what a node has learnt and given, as far as the cache has not got it, or what it has is to be replaced.
    fn keep(&self, number: usize, replaces: bool) -> Result<()> {
        let Some((key, role)) = self.keys.node(number).zip(self.plan.roles().get(number)) else {
            return Ok(());
        };
        let kept = self.cached(number)?;
        let wants = |key: &Key| replaces || !self.store.contains(key);
        let mut kept_all = Ok(());
        for (index, slot) in self.kept_outputs(number, &kept) {
            let key = part(&key, "output", index);
            kept_all = kept_all
                .and(self.execution.apart(number as u32, |_| slot.keep(self.store, &key, wants(&key))));
        }
        if let (true, Some(form), Some(fitted)) = (learns(*role), self.saved_form(number), kept.fitted) {
            let key = part(&key, "fitted", 0);
            if wants(&key) {
                kept_all = kept_all
                    .and(self.execution.apart(number as u32, |_| (form.save)(self.store, &key, fitted)));
            }
        }
        if let Err(error) = kept_all {
            self.note(number, &format!("computed, but not kept in the cache: {}", error.message()));
        }
        Ok(())
    }

    /// The outputs of a node that are kept when it runs: all that anybody uses in a fit without a cache.
    fn kept_outputs<'kept>(
        &self,
        number: usize,
        kept: &'kept CachedNode<'_>,
    ) -> impl Iterator<Item = (usize, &'kept dyn CachedSlot)> + use<'kept, P> {
        let role = self.plan.roles().get(number).copied().unwrap_or(NodeRole::Skip);
        // Where the node has to run each time, its outputs are there each time.
        let is_found =
            self.keys.node(number).is_some() && (!learns(role) || self.saved_form(number).is_some());
        let natural =
            self.node(number).filter(|_| is_found).map_or(Vec::new(), |node| wanted(node, self.plan.uses()));
        natural
            .into_iter()
            .filter_map(|index| Some((index, kept.output.part(index).filter(|slot| slot.is_cached())?)))
    }

    /// What of a node's type stands in the way of keeping it.
    fn unsaved(&self, number: usize, role: NodeRole, kept: &CachedNode<'_>) -> Option<String> {
        let node = self.node(number)?;
        if learns(role) && node.identity.saved.is_none() {
            return Some(format!("the fitted step of `{}` has no `Save`", node.step));
        }
        let lacks = |&index: &usize| kept.output.part(index).is_some_and(|slot| !slot.is_cached());
        let index = wanted(node, self.plan.uses()).into_iter().find(lacks)?;
        let types = self.tasks.get(number)?.type_names();
        Some(format!(
            "the type of its output, `{}`, has no `Save`",
            types.get(index).copied().unwrap_or_default()
        ))
    }

    /// A slot that is kept, with its number and its key.
    fn slot<'kept>(
        &self,
        kept: &'kept CachedNode<'_>,
        key: &Key,
        index: usize,
    ) -> Option<(usize, &'kept dyn CachedSlot, Key)> {
        let slot = kept.output.part(index).filter(|slot| slot.is_cached())?;
        Some((index, slot, part(key, "output", index)))
    }

    fn cached(&self, number: usize) -> Result<CachedNode<'run>> {
        self.tasks.get(number).and_then(|task| task.cached()).ok_or_else(poisoned)
    }

    fn node(&self, number: usize) -> Option<&'static Node> {
        P::info().nodes.get(number)
    }

    fn saved_form(&self, number: usize) -> Option<SavedForm> {
        self.node(number)?.identity.saved
    }

    fn note(&self, number: usize, message: &str) {
        self.at(number, |context| context.note(message));
    }

    /// Calls `tell` with the context of a node.
    fn at(&self, number: usize, tell: impl FnOnce(&crate::step::Context<'_>)) {
        if let Some(node) = self.node(number) {
            tell(&self.execution.context().node(node.path));
        }
    }
}

fn learns(role: NodeRole) -> bool {
    matches!(role, NodeRole::Learn | NodeRole::LearnAndTransform)
}

/// The outputs of a node that are used.
fn wanted(node: &Node, uses: &[u32]) -> Vec<usize> {
    let used = |value: &u32| uses.get(*value as usize).is_some_and(|&uses| uses > 0);
    node.outputs.iter().enumerate().filter(|(_, value)| used(value)).map(|(index, _)| index).collect()
}

/// A node that hands on what it is given is not kept: it runs where it is needed.
fn look_through(node: &Node, uses: &[u32]) -> CacheDecision {
    if wanted(node, uses).is_empty() { CacheDecision::Restored } else { CacheDecision::Runs }
}

/// Counts a use of each value.
fn count<'values>(uses: &mut [u32], values: impl IntoIterator<Item = &'values u32>) {
    for &value in values {
        if let Some(uses) = uses.get_mut(value as usize) {
            *uses += 1;
        }
    }
}
