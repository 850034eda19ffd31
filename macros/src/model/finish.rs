//! The draft to the model: names replaced by what they stand for, nodes in topological order.
//!
//! Invariant: the draft has no cycle (`check::cycle` has cut them), so each name has an end and each node a place.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use proc_macro2::Ident;

use super::draft::{Draft, DraftArguments, DraftNode, Source, Use};
use super::{Arguments, Equation, Node, NodeId, NodeKind, Origin, Output, Pipeline, Value, ValueId};

/// Resolves and orders the draft.
pub(crate) fn finish(draft: Draft) -> Pipeline {
    let ends = ends(&draft);
    let order = order(&draft, &ends);
    let mut table = Values { ends, values: Vec::new(), of_node: HashMap::new() };
    for (at, (name, kind)) in draft.inputs.iter().enumerate() {
        let is_fit = at >= draft.input_count;
        let origin = match kind.clone() {
            None => Origin::Unknown,
            Some(kind) if is_fit => Origin::FitInput(kind),
            Some(kind) => Origin::Input(kind),
        };
        table.values.push(Value {
            origin,
            name: Some(name.clone()),
            label: name.to_string(),
            fit_only: is_fit,
        });
    }
    let fit_input_count = draft.inputs.len() - draft.input_count;
    // First all outputs, then all inputs: a node may come before the node it was drafted after.
    let outputs: Vec<Vec<ValueId>> =
        order.iter().enumerate().map(|(at, &node)| table.outputs(&draft, node, at)).collect();
    table.name(&draft);
    let mut drafted: Vec<Option<DraftNode>> = draft.nodes.into_iter().map(Some).collect();
    let mut nodes = Vec::new();
    for (&node, outputs) in order.iter().zip(outputs) {
        if let Some(node) = drafted.get_mut(node).and_then(Option::take) {
            nodes.push(Node {
                kind: node.kind,
                path: node.path,
                block: node.block,
                inputs: table.arguments(node.inputs),
                fit: node.fit.map(|fit| table.arguments(fit)),
                outputs,
                fit_output_count: node.fit_output_count,
                span: node.span,
                invented: node.invented,
                fit_only: false,
                passes: false,
                is_moved: false,
            });
        }
    }
    let equations = draft.equations.into_iter().filter(|equation| !equation.names.is_empty());
    let equations = equations
        .map(|equation| Equation {
            names: equation
                .names
                .into_iter()
                .map(|(name, source)| (name, table.value(source, "?")))
                .collect(),
            block: equation.block,
            renames: equation.renames,
        })
        .collect();
    let outputs = draft
        .outputs
        .into_iter()
        .map(|output| Output {
            value: table.used(&output.value),
            name: output.name,
            used: output.value.name,
            span: output.span,
        })
        .collect();
    let uses = draft
        .uses
        .into_iter()
        .filter_map(|one| one.name.clone().map(|name| (name, table.used(&one))))
        .collect();
    let promise = draft.promise.and_then(|promise| {
        promise.outputs.into_iter().map(|promised| promised.kind).collect::<Option<Vec<_>>>()
    });
    let through = nodes.iter().filter(|node| matches!(node.kind, NodeKind::Again { .. }));
    let gone_through =
        through.flat_map(|node| node.fit.iter().flat_map(|fit| &fit.values)).copied().collect();
    let is_unused = |name: &&super::draft::Name| !name.is_used && !name.ident.to_string().starts_with('_');
    let unused = draft.names.iter().filter(is_unused).map(|name| name.ident.clone()).collect();
    Pipeline {
        attributes: draft.attributes,
        visibility: draft.visibility,
        name: draft.name,
        values: table.values,
        input_count: draft.input_count,
        fit_input_count,
        sizes: draft.sizes,
        nodes,
        equations,
        outputs,
        promise,
        gone_through,
        uses,
        unused,
        broken: draft.broken,
    }
}

/// For each name what it stands for, through any number of renamings.
fn ends(draft: &Draft) -> Vec<Source> {
    let mut ends: Vec<Option<Source>> = vec![None; draft.names.len()];
    for start in 0..draft.names.len() {
        let mut passed = Vec::new();
        let mut source = Source::Name(start);
        // A ring of names is cut by `check::cycle`; the bound keeps this loop finite all the same.
        while let Source::Name(name) = source {
            if let Some(Some(end)) = ends.get(name) {
                source = *end;
            } else if passed.len() > draft.names.len() {
                source = Source::Unknown;
            } else {
                passed.push(name);
                source = match draft.names.get(name) {
                    Some(name) if !name.is_ambiguous => name.definition,
                    _ => Source::Unknown,
                };
            }
        }
        for name in passed {
            if let Some(end) = ends.get_mut(name) {
                *end = Some(source);
            }
        }
    }
    ends.into_iter().map(|end| end.unwrap_or(Source::Unknown)).collect()
}

/// Topological order; of the nodes that are free to come next, the first in the source does.
fn order(draft: &Draft, ends: &[Source]) -> Vec<usize> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(draft.nodes.len(), draft.nodes.len());
    for _ in &draft.nodes {
        graph.add_node(());
    }
    for (to, node) in draft.nodes.iter().enumerate() {
        for one in Draft::uses_of(node) {
            if let Source::Node { node: from, .. } = end(ends, one.source) {
                graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
            }
        }
    }
    let mut missing: Vec<usize> = graph
        .node_indices()
        .map(|node| graph.neighbors_directed(node, Direction::Incoming).count())
        .collect();
    let free = missing.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut free: BinaryHeap<Reverse<usize>> = free.map(|(node, _)| Reverse(node)).collect();
    let mut order = Vec::with_capacity(draft.nodes.len());
    while let Some(Reverse(node)) = free.pop() {
        order.push(node);
        for next in graph.neighbors(NodeIndex::new(node)) {
            if let Some(count) = missing.get_mut(next.index()) {
                *count -= 1;
                if *count == 0 {
                    free.push(Reverse(next.index()));
                }
            }
        }
    }
    order
}

fn end(ends: &[Source], source: Source) -> Source {
    match source {
        Source::Name(name) => ends.get(name).copied().unwrap_or(Source::Unknown),
        known => known,
    }
}

/// The values under construction.
struct Values {
    ends: Vec<Source>,
    values: Vec<Value>,
    of_node: HashMap<(usize, usize), ValueId>,
}

impl Values {
    fn add(&mut self, origin: Origin, label: &str) -> ValueId {
        self.values.push(Value { origin, name: None, label: label.to_owned(), fit_only: false });
        ValueId(self.values.len() - 1)
    }

    /// The values that a drafted node gives, once it is node number `at`.
    fn outputs(&mut self, draft: &Draft, drafted: usize, at: usize) -> Vec<ValueId> {
        let Some(node) = draft.nodes.get(drafted) else { return Vec::new() };
        let mut outputs = Vec::new();
        for output in 0..node.output_count {
            let value = self.add(Origin::Node { node: NodeId(at), output }, &node.label);
            self.of_node.insert((drafted, output), value);
            outputs.push(value);
        }
        outputs
    }

    /// Gives each value the name of the equation that made it.
    fn name(&mut self, draft: &Draft) {
        for name in &draft.names {
            if let Source::Node { node, output } = name.definition
                && let Some(id) = self.of_node.get(&(node, output))
                && let Some(value) = self.values.get_mut(id.0)
                && value.name.is_none()
            {
                value.name = Some(name.ident.clone());
                value.label = name.ident.to_string();
            }
        }
    }

    /// The value of a source; an unknown one gets a value of its own.
    fn value(&mut self, source: Source, label: &str) -> ValueId {
        match end(&self.ends, source) {
            Source::Input(input) => ValueId(input),
            Source::Node { node, output } => match self.of_node.get(&(node, output)) {
                Some(value) => *value,
                None => self.add(Origin::Unknown, label),
            },
            Source::Name(_) | Source::Unknown => self.add(Origin::Unknown, label),
        }
    }

    fn used(&mut self, one: &Use) -> ValueId {
        let label = one.name.as_ref().map_or_else(|| "?".to_owned(), Ident::to_string);
        self.value(one.source, &label)
    }

    fn arguments(&mut self, drafted: DraftArguments) -> Arguments {
        let values = drafted.uses.iter().map(|one| self.used(one)).collect();
        Arguments { form: drafted.form, values, uses: drafted.uses.into_iter().map(|one| one.name).collect() }
    }
}
