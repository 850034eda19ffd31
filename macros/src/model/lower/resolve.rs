//! Names to values, and nodes to topological order.
//!
//! Invariant: the unresolved pipeline has no cycle (`check::cut_cycles`), so every name leads to an input, a node or a reported
//! error, and every node is in the order.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use proc_macro2::Ident;

use crate::model::build::unresolved::{
    Name, UnresolvedArguments, UnresolvedNode, UnresolvedPipeline, Use, ValueRef,
};
use crate::model::node::{Arguments, Node, NodeKind};
use crate::model::pipeline::{Equation, Output, Pipeline};
use crate::model::value::{NodeId, Origin, Value, ValueId};

/// Resolves the names and orders the nodes. The nodes are not marked, and each `through` is one node.
pub(super) fn resolve(unresolved: UnresolvedPipeline) -> Pipeline {
    let ends = ends(&unresolved);
    let order = order(&unresolved, &ends);
    let mut table = Values { ends, values: Vec::new(), of_node: HashMap::new() };
    for (at, (name, kind)) in unresolved.inputs.iter().enumerate() {
        let is_fit = at >= unresolved.input_count;
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
    let fit_input_count = unresolved.inputs.len() - unresolved.input_count;
    // All outputs first: in the new order, a node may come before one that it followed in the source.
    let outputs: Vec<Vec<ValueId>> =
        order.iter().enumerate().map(|(at, &node)| table.outputs(&unresolved, node, at)).collect();
    table.name(&unresolved);
    let mut nodes_left: Vec<Option<UnresolvedNode>> = unresolved.nodes.into_iter().map(Some).collect();
    let mut nodes = Vec::new();
    for (&node, outputs) in order.iter().zip(outputs) {
        if let Some(node) = nodes_left.get_mut(node).and_then(Option::take) {
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
                is_bypassed: false,
                leaks: false,
                has_predict_shapes: false,
            });
        }
    }
    let equations = unresolved.equations.into_iter().filter(|equation| !equation.names.is_empty());
    let equations = equations
        .map(|equation| Equation {
            names: equation
                .names
                .into_iter()
                .map(|(name, reference)| (name, table.value(reference, "?")))
                .collect(),
            block: equation.block,
            renames: equation.renames,
        })
        .collect();
    let outputs = unresolved
        .outputs
        .into_iter()
        .map(|output| Output {
            value: table.used(&output.value),
            name: output.name,
            is_promised: output.is_promised,
            used: output.value.name,
            leaks: false,
            span: output.span,
        })
        .collect();
    let uses = unresolved
        .uses
        .into_iter()
        .filter_map(|one| one.name.clone().map(|name| (name, table.used(&one))))
        .collect();
    let promise = unresolved.promise.and_then(|promise| {
        promise.outputs.into_iter().map(|promised| promised.kind).collect::<Option<Vec<_>>>()
    });
    let reapplying = nodes.iter().filter(|node| matches!(node.kind, NodeKind::Reapply { .. }));
    let reapplied =
        reapplying.flat_map(|node| node.fit.iter().flat_map(|fit| &fit.values)).copied().collect();
    let is_unused = |name: &&Name| !name.is_used && !name.ident.to_string().starts_with('_');
    let unused = unresolved.names.iter().filter(is_unused).map(|name| name.ident.clone()).collect();
    Pipeline {
        attributes: unresolved.attributes,
        visibility: unresolved.visibility,
        stem: unresolved.name.to_string(),
        name: unresolved.name,
        values: table.values,
        input_count: unresolved.input_count,
        fit_input_count,
        sizes: unresolved.sizes,
        nodes,
        equations,
        outputs,
        promise,
        reapplied,
        uses,
        unused,
        words: unresolved.words,
        broken: unresolved.broken,
    }
}

/// Returns for each name its value, after any number of renamings.
fn ends(unresolved: &UnresolvedPipeline) -> Vec<ValueRef> {
    let mut ends: Vec<Option<ValueRef>> = vec![None; unresolved.names.len()];
    for start in 0..unresolved.names.len() {
        let mut passed = Vec::new();
        let mut reference = ValueRef::Name(start);
        // Cycles of names are cut by `check::cut_cycles`; the limit keeps this loop finite in any case.
        while let ValueRef::Name(name) = reference {
            if let Some(Some(end)) = ends.get(name) {
                reference = *end;
            } else if passed.len() > unresolved.names.len() {
                reference = ValueRef::Unknown;
            } else {
                passed.push(name);
                reference = match unresolved.names.get(name) {
                    Some(name) if !name.is_ambiguous => name.definition,
                    _ => ValueRef::Unknown,
                };
            }
        }
        for name in passed {
            if let Some(end) = ends.get_mut(name) {
                *end = Some(reference);
            }
        }
    }
    ends.into_iter().map(|end| end.unwrap_or(ValueRef::Unknown)).collect()
}

/// Returns the topological order; among nodes that can come next, the first in the source does.
fn order(unresolved: &UnresolvedPipeline, ends: &[ValueRef]) -> Vec<usize> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(unresolved.nodes.len(), unresolved.nodes.len());
    for _ in &unresolved.nodes {
        graph.add_node(());
    }
    for (to, node) in unresolved.nodes.iter().enumerate() {
        for one in node.uses() {
            if let ValueRef::Node { node: from, .. } = end(ends, one.value) {
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
    let mut order = Vec::with_capacity(unresolved.nodes.len());
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

fn end(ends: &[ValueRef], reference: ValueRef) -> ValueRef {
    match reference {
        ValueRef::Name(name) => ends.get(name).copied().unwrap_or(ValueRef::Unknown),
        known => known,
    }
}

/// The values of the graph while they are added.
struct Values {
    ends: Vec<ValueRef>,
    values: Vec<Value>,
    of_node: HashMap<(usize, usize), ValueId>,
}

impl Values {
    fn add(&mut self, origin: Origin, label: &str) -> ValueId {
        self.values.push(Value { origin, name: None, label: label.to_owned(), fit_only: false });
        ValueId(self.values.len() - 1)
    }

    /// Adds the outputs of an unresolved node, which becomes node number `at`.
    fn outputs(&mut self, unresolved: &UnresolvedPipeline, index: usize, at: usize) -> Vec<ValueId> {
        let Some(node) = unresolved.nodes.get(index) else { return Vec::new() };
        let mut outputs = Vec::new();
        for output in 0..node.output_count {
            let value = self.add(Origin::Node { node: NodeId(at), output }, &node.label);
            self.of_node.insert((index, output), value);
            outputs.push(value);
        }
        outputs
    }

    /// Gives each value the name of its equation.
    fn name(&mut self, unresolved: &UnresolvedPipeline) {
        for name in &unresolved.names {
            if let ValueRef::Node { node, output } = name.definition
                && let Some(id) = self.of_node.get(&(node, output))
                && let Some(value) = self.values.get_mut(id.0)
                && value.name.is_none()
            {
                value.name = Some(name.ident.clone());
                value.label = name.ident.to_string();
            }
        }
    }

    /// Returns the value of a reference; an unknown one gets a value of its own.
    fn value(&mut self, reference: ValueRef, label: &str) -> ValueId {
        match end(&self.ends, reference) {
            ValueRef::Input(input) => ValueId(input),
            ValueRef::Node { node, output } => match self.of_node.get(&(node, output)) {
                Some(value) => *value,
                None => self.add(Origin::Unknown, label),
            },
            ValueRef::Name(_) | ValueRef::Unknown => self.add(Origin::Unknown, label),
        }
    }

    fn used(&mut self, one: &Use) -> ValueId {
        let label = one.name.as_ref().map_or_else(|| "?".to_owned(), Ident::to_string);
        self.value(one.value, &label)
    }

    fn arguments(&mut self, arguments: UnresolvedArguments) -> Arguments {
        let values = arguments.uses.iter().map(|one| self.used(one)).collect();
        Arguments {
            form: arguments.form,
            values,
            uses: arguments.uses.into_iter().map(|one| one.name).collect(),
        }
    }
}
