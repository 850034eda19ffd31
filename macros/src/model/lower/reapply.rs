//! `check |> through(joined)`: the fitted steps that compute `joined`, applied to another value.
//!
//! A `through` is replaced by a copy of each node between the inputs and the named value. A step that was applied to the same values
//! before is not copied again: `through(scaled)` and `through(joined)` share the steps that compute both.
//!
//! Invariant: a copy comes after the node that it copies, so the order stays topological. A bypassed step has no copy,
//! because its inputs are passed on.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Ident, Span};

use crate::diagnostic::Reports;
use crate::model::node::{Arguments, Node, NodeKind};
use crate::model::pipeline::Pipeline;
use crate::model::value::{NodeId, Origin, ValueId};
use crate::parse::syntax::Form;

/// The largest number of nodes of a pipeline with copies. A `through` of a `through` doubles the nodes, so a few lines can ask for
/// millions, which rustc would not survive.
const MOST_NODES: usize = 10_000;

/// The part of the graph between the inputs and a value.
pub(super) struct Upstream {
    /// The value itself; or, if a bypassed step returns it, the input that this step passes on.
    end: ValueId,
    /// The inputs, in the order of the header.
    inputs: BTreeSet<ValueId>,
    nodes: BTreeSet<NodeId>,
}

impl Upstream {
    /// Finds the nodes that compute the value named by `node`, a `through`. Returns `None` after an error, which is reported
    /// here or was reported before.
    pub(super) fn find(pipeline: &Pipeline, node: &Node, reports: &mut Reports) -> Option<Upstream> {
        let fit = node.fit.as_ref()?;
        let (&target, Some(name)) = (fit.values.first()?, fit.uses.first()?) else { return None };
        let mut found =
            Upstream { end: bypassed(pipeline, target), inputs: BTreeSet::new(), nodes: BTreeSet::new() };
        let mut wanted = vec![target];
        let mut seen = BTreeSet::new();
        while let Some(value) = wanted.pop() {
            let value = bypassed(pipeline, value);
            if !seen.insert(value) {
                continue;
            }
            match pipeline.values.get(value.0)?.origin {
                Origin::Input(_) | Origin::FitInput(_) => {
                    found.inputs.insert(value);
                }
                Origin::Node { node: id, .. } => {
                    let made_by = pipeline.nodes.get(id.0)?;
                    if made_by.is_bypassed {
                        report_fit_output(pipeline, value, name, reports);
                        return None;
                    }
                    found.nodes.insert(id);
                    wanted.extend(&made_by.inputs.values);
                }
                Origin::Unknown => return None,
            }
        }
        if found.nodes.is_empty() {
            let message = if found.end == target {
                format!(
                    "`{name}` is an input, so no step computes it: `through` takes the name of an equation"
                )
            } else {
                format!("`{name}` is made only by fit-only steps, so there is no fitted step to apply")
            };
            reports.at(name.span(), message);
            return None;
        }
        require_count(pipeline, node, name, &found, reports)?;
        if let Some(step) = predicts(pipeline, node, found.end) {
            let message = format!(
                "`{step}.fit({name})` predicts `{name}`, to which its steps have been applied already: write `inverse({name})` to undo \
                 them"
            );
            let NodeKind::Reapply { end, .. } = &node.kind else { return None };
            reports.range(node.span, *end, message);
            return None;
        }
        let all = pipeline.nodes.len() + found.nodes.len();
        if all > MOST_NODES {
            reports.at(
                name.span(),
                format!(
                    "`{name}` is computed by {} steps, and applying them again makes {all} nodes, of which a pipeline has at most \
                     {MOST_NODES}: each `through` of a value that is itself made by `through` doubles them",
                    found.nodes.len()
                ),
            );
            return None;
        }
        Some(found)
    }
}

/// Returns the step that predicts `target`, if the value that `node` is applied to is its prediction, or computed from it by steps
/// that learn from no target.
fn predicts(pipeline: &Pipeline, node: &Node, target: ValueId) -> Option<String> {
    let [mut value] = node.inputs.values[..] else { return None };
    loop {
        let Origin::Node { node, .. } = pipeline.values.get(value.0)?.origin else { return None };
        let node = pipeline.nodes.get(node.0)?;
        match (&node.kind, &node.fit) {
            (NodeKind::Step { spec, .. }, Some(fit)) => {
                let is_target = fit.values.first().is_some_and(|first| bypassed(pipeline, *first) == target);
                return is_target.then(|| spec.text.clone());
            }
            (NodeKind::Step { .. } | NodeKind::Expect(_), None) => {
                let [input] = node.inputs.values[..] else { return None };
                value = input;
            }
            _ => return None,
        }
    }
}

/// Returns the input that a bypassed step passes on as this value; any other value is returned itself.
pub(super) fn bypassed(pipeline: &Pipeline, mut value: ValueId) -> ValueId {
    while let Some(Origin::Node { node, output }) = pipeline.values.get(value.0).map(|value| &value.origin)
        && let Some(node) = pipeline.nodes.get(node.0).filter(|node| node.is_bypassed)
        && let Some(&input) = node.inputs.values.get(*output)
    {
        value = input;
    }
    value
}

/// Reports an output marked `fit`, which no fitted step computes.
fn report_fit_output(pipeline: &Pipeline, value: ValueId, name: &Ident, reports: &mut Reports) {
    let label = pipeline.values.get(value.0).map_or("?", |value| value.label.as_str());
    let message = if *name == label {
        format!("`{name}` exists only while fitting: `through` takes a value that exists at predict time too")
    } else {
        format!(
            "`{name}` is computed from `{label}`, which exists only while fitting: `through` takes a value that exists at \
             predict time too"
        )
    };
    reports.at(name.span(), message);
}

/// Requires as many values as the named value has inputs; `None` after an error.
fn require_count(
    pipeline: &Pipeline,
    node: &Node,
    name: &Ident,
    found: &Upstream,
    reports: &mut Reports,
) -> Option<()> {
    let (given, needed) = (node.inputs.values.len(), found.inputs.len());
    if given == needed && (needed == 1 || node.inputs.form == Form::Tuple) {
        return Some(());
    }
    // After another error, the number is not known.
    if pipeline.broken {
        return None;
    }
    let inputs: Vec<String> =
        found.inputs.iter().filter_map(|input| Some(pipeline.values.get(input.0)?.label.clone())).collect();
    let names = inputs.iter().map(|input| format!("`{input}`")).collect::<Vec<_>>().join(", ");
    let message = if needed == 1 {
        format!(
            "`{name}` is computed from one input, {names}: apply its steps to one value, `check |> through({name})`"
        )
    } else {
        let values = inputs.iter().map(|input| format!("check_{input}")).collect::<Vec<_>>().join(", ");
        format!(
            "`{name}` is computed from {needed} inputs, {names}: apply its steps to as many values, in this order, \
             `({values}) |> through({name})`"
        )
    };
    let NodeKind::Reapply { end, .. } = &node.kind else { return None };
    reports.range(node.span, *end, message);
    None
}

/// The outputs of the copies so far: which step each applies, or undoes, to which values.
#[derive(Default)]
pub(super) struct Applied(HashMap<(bool, NodeId, Vec<ValueId>), Vec<ValueId>>);

/// Returns the copies that replace `node`, a `through`.
pub(super) fn copies(
    pipeline: &mut Pipeline,
    node: Node,
    upstream: &Upstream,
    applied: &mut Applied,
) -> Vec<Node> {
    let (NodeKind::Reapply { end, .. }, Some(&result)) = (&node.kind, node.outputs.first()) else {
        return vec![node];
    };
    let end = *end;
    let first = pipeline.nodes.len();
    let mut values: HashMap<ValueId, ValueId> =
        upstream.inputs.iter().copied().zip(node.inputs.values.iter().copied()).collect();
    let mut copies: Vec<Node> = Vec::new();
    for &id in &upstream.nodes {
        let Some(original) = pipeline.nodes.get(id.0) else { continue };
        // A column has no error of its own here.
        let last = copies.iter().rposition(|copy| !matches!(copy.kind, NodeKind::Column { .. }));
        let after = last.map(|last| NodeId(first + last));
        let kind = copied_kind(original, id, after, end);
        let copied = original.inputs.values.iter().map(|&value| {
            let value = bypassed(pipeline, value);
            values.get(&value).copied().unwrap_or(value)
        });
        let inputs = Arguments::unnamed(original.inputs.form, copied.collect());
        let is_end = original.outputs.contains(&upstream.end);
        let key = match kind {
            NodeKind::Reapply { of: Some(of), .. } => Some((false, of, inputs.values.clone())),
            NodeKind::Inverse { of: Some(of), .. } => Some((true, of, inputs.values.clone())),
            _ => None,
        };
        if let (false, Some(shared)) = (is_end, key.as_ref().and_then(|key| applied.0.get(key))) {
            values.extend(original.outputs.iter().copied().zip(shared.iter().copied()));
            continue;
        }
        let path = node.path.iter().chain(&original.path).cloned().collect();
        let mut outputs = Vec::new();
        for &output in &original.outputs.clone() {
            let copied = if output == upstream.end { result } else { copied_value(pipeline, output) };
            values.insert(output, copied);
            outputs.push(copied);
        }
        if let Some(key) = key {
            applied.0.entry(key).or_insert_with(|| outputs.clone());
        }
        copies.push(Node::part_of(&node, kind, path, inputs, outputs));
    }
    for arguments in std::iter::once(node.inputs).chain(node.fit) {
        pipeline.keep_uses(arguments);
    }
    copies
}

/// Returns what a copy of node `id` does.
fn copied_kind(original: &Node, id: NodeId, after: Option<NodeId>, end: Span) -> NodeKind {
    let reapply = |of, text| NodeKind::Reapply { of, after, text, end };
    match &original.kind {
        NodeKind::Step { spec, .. } => reapply(Some(id), spec.text.clone()),
        NodeKind::Expect(dims) => reapply(Some(id), format!("expect [{}]", dims.axes.join(", "))),
        NodeKind::Column { name, is_wrong, .. } => {
            NodeKind::Column { name: name.clone(), uses: Vec::new(), is_wrong: *is_wrong }
        }
        NodeKind::Reapply { of, text, .. } => reapply(*of, text.clone()),
        NodeKind::Inverse { of, text, .. } => NodeKind::Inverse { of: *of, text: text.clone(), end },
    }
}

/// Adds an output of a copy, with the label of the original's output.
fn copied_value(pipeline: &mut Pipeline, original: ValueId) -> ValueId {
    let label = pipeline.values.get(original.0).map_or_else(String::new, |value| value.label.clone());
    pipeline.add_unnamed(label)
}
