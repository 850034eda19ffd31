//! Leaks: a target that reaches an output, although it does not exist at predict time.
//!
//! A step with a tuple of values may be one that acts only while fitting, which returns a value for each input. With another number
//! of names, that is the mistake, whatever the step is: nothing is said about leaks of what the step returns.
//!
//! Invariant: a leak is reported where the target joins the values of the predict graph, once for each such place; the values
//! that depend on it are not reported again.

use std::collections::{HashMap, HashSet, VecDeque};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};
use proc_macro2::{Ident, Span};

use crate::diagnostic::Reports;
use crate::model::{Node, NodeKind, Origin, Pipeline, Value, ValueId};
use crate::parse::syntax::Form;

/// Reports the places where a target leaks.
pub(crate) fn check_leaks(pipeline: &mut Pipeline, reports: &mut Reports) {
    if !pipeline.outputs.iter().any(|output| is_fit_only(pipeline, output.value)) {
        return;
    }
    let before = reports.count();
    let (graph, mut leaking) = (PredictGraph::new(pipeline), Vec::new());
    let mut misnamed: HashSet<ValueId> = HashSet::new();
    for (at, node) in pipeline.nodes.iter().enumerate() {
        let vertex = graph.node(at);
        if node.inputs.values.iter().any(|value| misnamed.contains(value)) {
            misnamed.extend(&node.outputs);
            leaking.push(at);
            continue;
        }
        let is_pure = node.outputs.iter().all(|value| graph.pure.contains(value));
        // Each output of a bypassed step depends only on its own input.
        if node.is_bypassed || is_pure || !graph.reaches_output.contains(&vertex) {
            continue;
        }
        let inputs = node.inputs.values.iter().zip(&node.inputs.uses);
        let leaks: Vec<_> = inputs.filter(|(value, _)| graph.pure.contains(value)).collect();
        if leaks.is_empty() {
            continue;
        }
        leaking.push(at);
        if let NodeKind::Step { spec, .. } = &node.kind
            && node.inputs.form == Form::Tuple
            && node.fit.is_none()
            && node.outputs.len() != node.inputs.values.len()
        {
            misnamed.extend(&node.outputs);
            let end = spec.path.clone().into_iter().last().map_or(node.span, |token| token.span());
            reports.range(node.span, end, wrong_number(pipeline, node, &spec.text, &leaks));
            continue;
        }
        for (value, name) in leaks {
            graph.report(pipeline, *value, name.as_ref(), vertex, node.span, reports);
        }
    }
    let mut leaking_outputs = vec![false; pipeline.outputs.len()];
    for (output, leaks) in pipeline.outputs.iter().zip(&mut leaking_outputs) {
        if graph.pure.contains(&output.value) && !misnamed.contains(&output.value) {
            *leaks = true;
            let vertex = graph.value(output.value);
            graph.report(pipeline, output.value, output.used.as_ref(), vertex, output.span, reports);
        }
    }
    for at in leaking {
        if let Some(node) = pipeline.nodes.get_mut(at) {
            node.leaks = true;
        }
    }
    for (output, leaks) in pipeline.outputs.iter_mut().zip(leaking_outputs) {
        output.leaks = leaks;
    }
    pipeline.broken |= reports.count() > before;
}

/// Returns the message about a step with a tuple that has another number of names than of values, some of which, `leaks`, exist only
/// while fitting.
fn wrong_number(
    pipeline: &Pipeline,
    node: &Node,
    step: &str,
    leaks: &[(&ValueId, &Option<Ident>)],
) -> String {
    let called = |(value, name): &(&ValueId, &Option<Ident>)| match name {
        Some(name) => name.to_string(),
        None => pipeline.values.get(value.0).map_or_else(String::new, |value| value.label.clone()),
    };
    let target = leaks.first().map(called).unwrap_or_default();
    let exist = if leaks.len() == 1 { "exists" } else { "exist" };
    let leaks = leaks.iter().map(|leak| format!("`{}`", called(leak))).collect::<Vec<_>>().join(" and ");
    let (values, names) = (node.inputs.values.len(), node.outputs.len());
    let what = if names == 1 { "there is 1 name".to_owned() } else { format!("there are {names} names") };
    format!(
        "`{step}` is given {values} values, of which {leaks} {exist} only while fitting, but {what} for its outputs: a step that \
         acts only while fitting has one name for each value, and any other step takes a target as `{step}.fit({target})`"
    )
}

fn is_fit_only(pipeline: &Pipeline, value: ValueId) -> bool {
    pipeline.values.get(value.0).is_some_and(|value| value.fit_only)
}

/// The graph of predictions: a vertex for each value, then one for each node; without `.fit(..)` edges.
struct PredictGraph {
    edges: DiGraph<(), ()>,
    value_count: usize,
    /// Values that depend on fit inputs alone: the values that can leak.
    pure: HashSet<ValueId>,
    reaches_output: HashSet<NodeIndex>,
}

impl PredictGraph {
    fn new(pipeline: &Pipeline) -> PredictGraph {
        let value_count = pipeline.values.len();
        let mut graph = PredictGraph {
            edges: DiGraph::new(),
            value_count,
            pure: HashSet::new(),
            reaches_output: HashSet::new(),
        };
        for _ in 0..value_count + pipeline.nodes.len() {
            graph.edges.add_node(());
        }
        let fit_inputs = pipeline.input_count..pipeline.input_count + pipeline.fit_input_count;
        graph.pure.extend(fit_inputs.map(ValueId));
        for (at, node) in pipeline.nodes.iter().enumerate() {
            if node.is_bypassed {
                for (&from, &to) in node.inputs.values.iter().zip(&node.outputs) {
                    graph.edges.add_edge(graph.value(from), graph.value(to), ());
                    if graph.pure.contains(&from) {
                        graph.pure.insert(to);
                    }
                }
                // Outputs marked `fit` depend on inputs, but exist only while fitting.
                graph.pure.extend(node.outputs.iter().skip(node.inputs.values.len()));
                continue;
            }
            for &value in &node.inputs.values {
                graph.edges.add_edge(graph.value(value), graph.node(at), ());
            }
            for &value in &node.outputs {
                graph.edges.add_edge(graph.node(at), graph.value(value), ());
            }
            if !node.inputs.values.is_empty()
                && node.inputs.values.iter().all(|value| graph.pure.contains(value))
            {
                graph.pure.extend(&node.outputs);
            }
        }
        let reversed = Reversed(&graph.edges);
        let mut search = Dfs::empty(reversed);
        for output in &pipeline.outputs {
            search.move_to(graph.value(output.value));
            while let Some(vertex) = search.next(reversed) {
                graph.reaches_output.insert(vertex);
            }
        }
        graph
    }

    fn value(&self, value: ValueId) -> NodeIndex {
        NodeIndex::new(value.0)
    }

    fn node(&self, node: usize) -> NodeIndex {
        NodeIndex::new(self.value_count + node)
    }

    /// Reports that `value`, written as `used`, is an input of `next` and so reaches an output.
    fn report(
        &self,
        pipeline: &Pipeline,
        value: ValueId,
        used: Option<&Ident>,
        next: NodeIndex,
        place: Span,
        reports: &mut Reports,
    ) {
        let mut path = self.origin(pipeline, value);
        let input = path.first().cloned().unwrap_or_default();
        // A renaming is not in the graph, but the user knows the value by its new name.
        path.extend(used.map(ToString::to_string));
        path.dedup();
        let known = path.last().cloned().unwrap_or_default();
        path.extend(self.to_output(pipeline, next));
        path.dedup();
        let path = path.join(" -> ");
        let start = match pipeline.values.get(value.0) {
            Some(Value { name: None, label, origin: Origin::Node { .. }, .. }) => {
                format!("the output of `{label}` is computed from `{input}`, which exists only while fitting")
            }
            _ if known == input => format!("`{input}` exists only while fitting"),
            _ => format!("`{known}` is computed from `{input}`, which exists only while fitting"),
        };
        let message = format!(
            "{start}, and leaks into the output: `{path}`; remove it from this path, or pass it to a step as a target: `Step.fit({known})`"
        );
        let maker = match pipeline.values.get(value.0).map(|value| &value.origin) {
            Some(Origin::Node { node, .. }) => pipeline.nodes.get(node.0).map(|node| node.span),
            _ => None,
        };
        reports.at(used.map_or(maker.unwrap_or(place), Ident::span), message);
    }

    /// Returns the names from a fit input to the value.
    fn origin(&self, pipeline: &Pipeline, value: ValueId) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = Some(value);
        while let Some(value) = at.and_then(|value| pipeline.values.get(value.0)) {
            names.extend(value.name.as_ref().map(ToString::to_string));
            at = match value.origin {
                Origin::Node { node, output } => pipeline.nodes.get(node.0).and_then(|node| {
                    node.inputs.values.get(if node.is_bypassed { output } else { 0 }).copied()
                }),
                _ => None,
            };
        }
        names.reverse();
        names
    }

    /// Returns the names from a vertex to the nearest output.
    fn to_output(&self, pipeline: &Pipeline, start: NodeIndex) -> Vec<String> {
        let outputs: HashMap<NodeIndex, String> = pipeline
            .outputs
            .iter()
            .map(|output| (self.value(output.value), output.name.to_string()))
            .collect();
        let mut from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(vertex) = queue.pop_front() {
            if let Some(output) = outputs.get(&vertex) {
                let mut names = vec![output.clone()];
                let mut at = vertex;
                loop {
                    names.extend(
                        pipeline
                            .values
                            .get(at.index())
                            .and_then(|value| value.name.as_ref())
                            .map(ToString::to_string),
                    );
                    match from.get(&at) {
                        Some(&before) => at = before,
                        None => break,
                    }
                }
                names.reverse();
                return names;
            }
            for next in self.edges.neighbors(vertex) {
                if next != start && !from.contains_key(&next) {
                    from.insert(next, vertex);
                    queue.push_back(next);
                }
            }
        }
        Vec::new()
    }
}
