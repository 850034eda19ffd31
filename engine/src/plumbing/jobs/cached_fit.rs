//! A fit with a cache: which nodes the cache restores, and which results of the others it keeps.
//!
//! Nodes are looked up from the last to the first. So when a node is looked up, it is known which of its outputs the
//! caller or a running node needs. Entries are loaded as soon as they are found.
//!
//! Invariant: a node is left out only if its needed outputs and its fitted step are in their slots. All other nodes
//! run, with the inputs that they need. So a missing or damaged entry costs time and never makes the fit fail.

use super::fit_keys::fit_keys;
use crate::Result;
use crate::cache::{Key, Lookup, Store, note_not_kept, note_unusable};
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::cache_io::{AnyValue, CachedSlot};
use crate::plumbing::exec::cache_keys::{Keys, part};
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{PipelineDef, each_node, run_node, run_nodes};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::capability::saved_form::SavedForm;
use crate::plumbing::plan::erased::AnyFitted;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::liveness::NodeRole;
use crate::plumbing::plan::node::Node;
use crate::step::{Measure, Step};

/// Returns the execution of a run, which computes the keys of the inputs if the run has a cache.
pub(crate) fn with_keys<'run, P: Step>(execution: Execution<'run>, steps: Steps<'_, P>) -> Execution<'run> {
    if is_cached(&execution, steps) { execution.with_input_keys() } else { execution }
}

/// Returns whether a cache keeps the fitted steps and outputs of the nodes.
fn is_cached<P: Step>(execution: &Execution<'_>, steps: Steps<'_, P>) -> bool {
    matches!(steps, Steps::Unfitted(_)) && execution.context().run().cache_value().is_some()
}

/// Runs the nodes once. In a fit with a cache, runs only the nodes that the cache cannot restore.
///
/// # Errors
/// Returns the first error of a node, with its path.
pub(crate) fn run<P: PipelineDef>(
    execution: &Execution<'_>,
    plan: &ExecutionPlan,
    inputs: &[Measure],
    nodes: &[&dyn ErasedNode<P>],
    steps: Steps<'_, P>,
) -> Result<()> {
    match steps {
        Steps::Unfitted(unfitted) if is_cached(execution, steps) => {
            fit(execution, plan, inputs, nodes, unfitted)
        }
        _ => run_nodes(plan, execution, inputs, nodes, steps),
    }
}

/// Runs the nodes that the cache cannot restore, and keeps their fitted steps and outputs.
///
/// # Errors
/// Returns the first error of a node, with its path.
fn fit<P: PipelineDef>(
    execution: &Execution<'_>,
    plan: &ExecutionPlan,
    inputs: &[Measure],
    nodes: &[&dyn ErasedNode<P>],
    steps: &P,
) -> Result<()> {
    let Some(store) = execution.context().run().cache_value() else { return Err(poisoned()) };
    let keys = fit_keys(execution, plan, steps);
    let fit = CachedFit { execution, plan, nodes, steps, store, keys: &keys };
    let rest = fit.restore()?;
    let remaining = execution.for_remaining(&rest.uses, &keys);
    each_node(plan, &remaining, inputs, &|number| match rest.nodes.get(number) {
        Some(CacheDecision::Restored) => Ok(()),
        decision => {
            run_node(plan, &remaining, number, nodes, Steps::Unfitted(steps))?;
            fit.keep(number, decision == Some(&CacheDecision::Replaces))
        }
    })
}

/// Whether a node runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CacheDecision {
    /// The node runs.
    Runs,
    /// The node runs, and its results replace its unusable cache entries.
    Replaces,
    /// The node does not run: its needed results are in their slots.
    Restored,
}

/// The nodes that remain to be run.
struct Remaining {
    nodes: Vec<CacheDecision>,
    /// The number of uses of each value.
    uses: Vec<u32>,
}

/// A fit with a cache.
struct CachedFit<'run, P: PipelineDef> {
    execution: &'run Execution<'run>,
    plan: &'run ExecutionPlan,
    nodes: &'run [&'run dyn ErasedNode<P>],
    steps: &'run P,
    store: &'run Store,
    keys: &'run Keys,
}

/// The results of a node that were found in the cache.
struct Found {
    fitted: Option<AnyFitted>,
    values: Vec<(usize, AnyValue)>,
}

impl<'run, P: PipelineDef> CachedFit<'run, P> {
    /// Restores the nodes whose results the cache has, as far as the caller or a running node needs them.
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
            let decision = if node.is_expect() || node.is_column() {
                look_through(node, &rest.uses)
            } else {
                self.look_up(number, role, &kept, &rest.uses)
            };
            if decision == CacheDecision::Restored {
                kept.sources.iter().for_each(|source| source.release());
            } else {
                count(&mut rest.uses, node.inputs);
                count(&mut rest.uses, node.targets);
                // The cache itself takes each value that it keeps once.
                let kept = self.kept_outputs(number, &kept).filter_map(|(index, _)| node.outputs.get(index));
                count(&mut rest.uses, kept);
            }
            if let Some(place) = rest.nodes.get_mut(number) {
                *place = decision;
            }
        }
        Ok(rest)
    }

    /// Restores a node, or reports the reason if it cannot.
    fn look_up(&self, number: usize, role: NodeRole, kept: &CachedNode<'_>, uses: &[u32]) -> CacheDecision {
        let node = self.row(number);
        let wanted: Vec<usize> = node.map_or(Vec::new(), |node| wanted(node, uses));
        let Some(key) = self.keys.node(number) else {
            let reason = self.keys.reason(number).unwrap_or_default();
            self.note(number, &format!("computed, and not looked up in the cache: {reason}"));
            return CacheDecision::Runs;
        };
        if let Some(reason) = self.unsaved(number, role, kept) {
            self.note(number, &format!("not kept in the cache: {reason}"));
        }
        let restored = self.load(number, role, kept, &key, &wanted).and_then(|found| {
            let Some(found) = found else { return Ok(None) };
            let was_loaded = found.fitted.is_some() || !found.values.is_empty();
            Ok(Some((was_loaded, self.put(number, kept, found, uses)?)))
        });
        match restored {
            Ok(None) => CacheDecision::Runs,
            Ok(Some((was_loaded, measures))) => {
                if was_loaded {
                    self.at(number, |context| context.reused(&measures));
                }
                CacheDecision::Restored
            }
            Err(error) => {
                self.at(number, |context| note_unusable(context, &error));
                CacheDecision::Replaces
            }
        }
    }

    /// Loads the needed results of a node, or returns `None` if the cache does not have all of them.
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
        // Load nothing unless all entries exist.
        let keys = slots.iter().map(|(_, _, key)| key).chain(fitted.as_ref().map(|(_, key)| key));
        if !keys.into_iter().all(|key| self.store.contains(key)) {
            return Ok(None);
        }
        self.execution.apart(number as u32, |_| {
            let mut found = Found { fitted: None, values: Vec::with_capacity(slots.len()) };
            for (index, slot, key) in slots {
                match slot.__load(self.store, &key) {
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

    /// Puts the found results into their slots, the fitted step last, because it cannot be replaced.
    fn put(&self, number: usize, kept: &CachedNode<'_>, found: Found, uses: &[u32]) -> Result<Vec<Measure>> {
        let (node, row) = self.nodes.get(number).zip(self.row(number)).ok_or_else(poisoned)?;
        let measures = self.execution.apart_checked(number as u32, |context| {
            let put = |(index, value)| {
                let slot = kept.output.part(index).ok_or_else(poisoned)?;
                let uses = row.outputs.get(index).and_then(|&value| uses.get(value as usize));
                slot.put(context, index, value, uses.copied().unwrap_or(0))
            };
            found.values.into_iter().map(put).collect::<Result<Vec<_>>>()
        })?;
        match found.fitted {
            Some(fitted) => node.adopt(fitted)?,
            None => {
                node.run(self.execution, NodeRole::Skip, Steps::Unfitted(self.steps).into())?;
            }
        }
        Ok(measures)
    }

    /// Keeps the fitted step and the outputs of a node, unless the cache has them already and they need not be
    /// replaced.
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
            self.at(number, |context| note_not_kept(context, &error));
        }
        Ok(())
    }

    /// Returns the outputs of a node that are kept when it runs: all outputs that are used in a fit without a cache.
    fn kept_outputs<'kept>(
        &self,
        number: usize,
        kept: &'kept CachedNode<'_>,
    ) -> impl Iterator<Item = (usize, &'kept dyn CachedSlot)> + use<'kept, P> {
        let role = self.plan.roles().get(number).copied().unwrap_or(NodeRole::Skip);
        // A node that runs in every fit computes its outputs each time, so they are not kept.
        let is_found =
            self.keys.node(number).is_some() && (!learns(role) || self.saved_form(number).is_some());
        let natural =
            self.row(number).filter(|_| is_found).map_or(Vec::new(), |node| wanted(node, self.plan.uses()));
        natural
            .into_iter()
            .filter_map(|index| Some((index, kept.output.part(index).filter(|slot| slot.is_cached())?)))
    }

    /// Returns the reason why the results of a node cannot be kept, if its types are the reason.
    fn unsaved(&self, number: usize, role: NodeRole, kept: &CachedNode<'_>) -> Option<String> {
        let node = self.row(number)?;
        if learns(role) && node.identity.saved.is_none() {
            return Some(format!("the fitted step of `{}` does not implement `Save`", node.step));
        }
        let lacks = |&index: &usize| kept.output.part(index).is_some_and(|slot| !slot.is_cached());
        let index = wanted(node, self.plan.uses()).into_iter().find(lacks)?;
        let types = self.nodes.get(number)?.type_names();
        Some(format!(
            "the type of its output, `{}`, does not implement `Save`",
            types.get(index).copied().unwrap_or_default()
        ))
    }

    /// Returns an output slot with its number and its key, if the slot can be kept.
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
        self.nodes.get(number).and_then(|node| node.cached()).ok_or_else(poisoned)
    }

    fn row(&self, number: usize) -> Option<&'static Node> {
        P::info().nodes.get(number)
    }

    fn saved_form(&self, number: usize) -> Option<SavedForm> {
        self.row(number)?.identity.saved
    }

    fn note(&self, number: usize, message: &str) {
        self.at(number, |context| context.note(message));
    }

    /// Calls `report` with the context of a node.
    fn at(&self, number: usize, report: impl FnOnce(&crate::step::Context<'_>)) {
        if let Some(node) = self.row(number) {
            report(&self.execution.context().node(node.path));
        }
    }
}

fn learns(role: NodeRole) -> bool {
    matches!(role, NodeRole::Learn | NodeRole::LearnAndTransform)
}

/// Returns the numbers of the outputs of a node that are used.
fn wanted(node: &Node, uses: &[u32]) -> Vec<usize> {
    let used = |value: &u32| uses.get(*value as usize).is_some_and(|&uses| uses > 0);
    node.outputs.iter().enumerate().filter(|(_, value)| used(value)).map(|(index, _)| index).collect()
}

/// Decides about an `expect` node. It passes its input on, so the cache does not keep it, and it runs if it is needed.
fn look_through(node: &Node, uses: &[u32]) -> CacheDecision {
    if wanted(node, uses).is_empty() { CacheDecision::Restored } else { CacheDecision::Runs }
}

/// Counts one use of each of these values.
fn count<'values>(uses: &mut [u32], values: impl IntoIterator<Item = &'values u32>) {
    for &value in values {
        if let Some(uses) = uses.get_mut(value as usize) {
            *uses += 1;
        }
    }
}
