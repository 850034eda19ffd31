//! `check |> through(joined)`: the fitted steps that made `joined`, applied to another value.
//!
//! A node that stands for all of them is replaced by a copy of each node between the inputs and the named value. Invariant:
//! a copy stands behind the node that it is a copy of, so the order stays topological; a step that acts only while fitting
//! has no copy, since it hands its inputs on.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Ident;

use super::{Arguments, Form, Node, NodeId, NodeKind, Origin, Pipeline, Value, ValueId};
use crate::diagnostic::Reports;

/// Replaces the nodes that stand for several steps.
pub(crate) fn go_through(pipeline: &mut Pipeline, reports: &mut Reports) {
    if !pipeline.nodes.iter().any(|node| matches!(node.kind, NodeKind::Again { of: None, .. })) {
        return;
    }
    let before = reports.count();
    for node in std::mem::take(&mut pipeline.nodes) {
        if let NodeKind::Again { of: None, .. } = node.kind {
            match upstream(pipeline, &node, reports) {
                Some(upstream) => copy(pipeline, node, &upstream),
                None => push(pipeline, node),
            }
        } else {
            push(pipeline, node);
        }
    }
    pipeline.broken |= reports.count() > before;
}

/// Gives a node the next number.
fn push(pipeline: &mut Pipeline, node: Node) {
    let id = NodeId(pipeline.nodes.len());
    for (output, value) in node.outputs.iter().enumerate() {
        if let Some(value) = pipeline.values.get_mut(value.0) {
            value.origin = Origin::Node { node: id, output };
        }
    }
    pipeline.nodes.push(node);
}

/// What stands between the inputs and a value.
struct Upstream {
    /// The value itself, past the steps that hand it on.
    end: ValueId,
    /// The inputs, in the order of the header.
    inputs: BTreeSet<ValueId>,
    nodes: BTreeSet<NodeId>,
}

/// Finds what the value goes through; `None`: there is a mistake, which is reported or was.
fn upstream(pipeline: &Pipeline, node: &Node, reports: &mut Reports) -> Option<Upstream> {
    let fit = node.fit.as_ref()?;
    let (&target, Some(name)) = (fit.values.first()?, fit.uses.first()?) else { return None };
    let mut found =
        Upstream { end: handed_on(pipeline, target), inputs: BTreeSet::new(), nodes: BTreeSet::new() };
    let mut wanted = vec![target];
    let mut seen = BTreeSet::new();
    while let Some(value) = wanted.pop() {
        let value = handed_on(pipeline, value);
        if !seen.insert(value) {
            continue;
        }
        match pipeline.values.get(value.0)?.origin {
            Origin::Input(_) | Origin::FitInput(_) => {
                found.inputs.insert(value);
            }
            Origin::Node { node: id, .. } => {
                let made_by = pipeline.nodes.get(id.0)?;
                if made_by.passes {
                    report_made_while_fitting(pipeline, value, name, reports);
                    return None;
                }
                found.nodes.insert(id);
                wanted.extend(&made_by.inputs.values);
            }
            Origin::Unknown => return None,
        }
    }
    if found.nodes.is_empty() {
        let is_input = found.end == target;
        let message = if is_input {
            format!("`{name}` is an input, which no step made: `through` takes the name of an equation")
        } else {
            format!("only steps that act while fitting made `{name}`: there is none to go through")
        };
        reports.at(name.span(), message);
        return None;
    }
    require_count(pipeline, node, name, &found, reports)?;
    Some(found)
}

/// The value that a step which acts only while fitting hands on in the place of this one.
fn handed_on(pipeline: &Pipeline, mut value: ValueId) -> ValueId {
    while let Some(Origin::Node { node, output }) = pipeline.values.get(value.0).map(|value| &value.origin)
        && let Some(node) = pipeline.nodes.get(node.0).filter(|node| node.passes)
        && let Some(&input) = node.inputs.values.get(*output)
    {
        value = input;
    }
    value
}

fn report_made_while_fitting(pipeline: &Pipeline, value: ValueId, name: &Ident, reports: &mut Reports) {
    let label = pipeline.values.get(value.0).map_or("?", |value| value.label.as_str());
    let which =
        if *name == label { format!("`{name}`") } else { format!("`{label}`, of which `{name}` is made,") };
    let message = format!(
        "{which} is made from inputs only while fitting: `through` takes a value that a prediction can have too"
    );
    reports.at(name.span(), message);
}

/// Compares the number of values with that of the inputs.
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
    // Behind a mistake it is not known how many there are.
    if pipeline.broken {
        return None;
    }
    let inputs: Vec<String> =
        found.inputs.iter().filter_map(|input| Some(pipeline.values.get(input.0)?.label.clone())).collect();
    let names = inputs.iter().map(|input| format!("`{input}`")).collect::<Vec<_>>().join(", ");
    let message = if needed == 1 {
        format!(
            "`{name}` is made from one input, {names}: one value goes through its steps, `check |> through({name})`"
        )
    } else {
        let values = inputs.iter().map(|input| format!("check_{input}")).collect::<Vec<_>>().join(", ");
        format!(
            "`{name}` is made from {needed} inputs, {names}: as many values go through its steps, in this order, \
             `({values}) |> through({name})`"
        )
    };
    let NodeKind::Again { end, .. } = &node.kind else { return None };
    reports.range(node.span, *end, message);
    None
}

/// Puts copies of the nodes in the place of the one that stands for them.
fn copy(pipeline: &mut Pipeline, node: Node, upstream: &Upstream) {
    let NodeKind::Again { end, .. } = node.kind else { return };
    let Some(&result) = node.outputs.first() else { return };
    let mut values: HashMap<ValueId, ValueId> =
        upstream.inputs.iter().copied().zip(node.inputs.values.iter().copied()).collect();
    let mut after = None;
    for &id in &upstream.nodes {
        let Some(original) = pipeline.nodes.get(id.0) else { continue };
        let (kind, fit) = match &original.kind {
            NodeKind::Step { text, .. } => {
                (NodeKind::Again { of: Some(id), after, text: text.clone(), end }, None)
            }
            NodeKind::Expect(dims) => {
                let text = format!("expect [{}]", dims.axes.join(", "));
                (NodeKind::Again { of: Some(id), after, text, end }, None)
            }
            NodeKind::Again { of, text, .. } => {
                (NodeKind::Again { of: *of, after, text: text.clone(), end }, None)
            }
            NodeKind::Inverse { text, .. } => {
                let undone = original.fit.iter().flat_map(|fit| &fit.values).copied().collect();
                (NodeKind::Inverse { text: text.clone(), end }, Some(unnamed(Form::One, undone)))
            }
        };
        let inputs = &original.inputs;
        let taken = inputs.values.iter().map(|&value| {
            let value = handed_on(pipeline, value);
            values.get(&value).copied().unwrap_or(value)
        });
        let inputs = unnamed(inputs.form, taken.collect());
        let path = node.path.iter().chain(&original.path).cloned().collect();
        let mut outputs = Vec::new();
        for &output in &original.outputs.clone() {
            let copied = if output == upstream.end { result } else { unnamed_value(pipeline, output) };
            values.insert(output, copied);
            outputs.push(copied);
        }
        after = Some(NodeId(pipeline.nodes.len()));
        let copied = Node {
            kind,
            path,
            block: node.block.clone(),
            inputs,
            fit,
            outputs,
            fit_output_count: 0,
            span: node.span,
            invented: None,
            fit_only: false,
            passes: false,
            is_moved: false,
        };
        push(pipeline, copied);
    }
    // The names stand once, for editors; the copies have none.
    for arguments in std::iter::once(node.inputs).chain(node.fit) {
        let named = arguments.uses.into_iter().zip(arguments.values);
        pipeline.uses.extend(named.filter_map(|(name, value)| Some((name?, value))));
    }
}

fn unnamed(form: Form, values: Vec<ValueId>) -> Arguments {
    Arguments { form, uses: vec![None; values.len()], values }
}

/// The place of what a copy gives; it is called as what the original gives.
fn unnamed_value(pipeline: &mut Pipeline, original: ValueId) -> ValueId {
    let label = pipeline.values.get(original.0).map_or_else(String::new, |value| value.label.clone());
    pipeline.values.push(Value { origin: Origin::Unknown, name: None, label, fit_only: false });
    ValueId(pipeline.values.len() - 1)
}
