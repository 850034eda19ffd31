//! Cycles: equations that depend on each other.
//!
//! Invariant: after this check the pipeline has no cycle. The uses that close a cycle become unknown values, so that each
//! cycle is reported once, without a second error about the values that depend on it.

use std::collections::{HashMap, HashSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::diagnostic::Reports;
use crate::model::build::unresolved::{UnresolvedPipeline, ValueRef};

/// Reports one cycle for each set of equations that depend on each other, and cuts all cycles in it.
pub(crate) fn cut_cycles(pipeline: &mut UnresolvedPipeline, reports: &mut Reports) {
    let graph = dependencies(pipeline);
    // petgraph's version of Tarjan's algorithm is recursive: a chain of thousands of steps would exhaust the stack.
    for component in kosaraju_scc(&graph) {
        let alone =
            component.first().is_none_or(|&only| component.len() == 1 && !graph.contains_edge(only, only));
        if alone {
            continue;
        }
        let members: HashSet<NodeIndex> = component.into_iter().collect();
        let Some(first) =
            members.iter().copied().filter(|member| member.index() < pipeline.names.len()).min()
        else {
            continue;
        };
        report(pipeline, &shortest_cycle(&graph, &members, first), reports);
        cut(pipeline, &members);
        pipeline.broken = true;
    }
}

/// Builds the graph of names and nodes: first a vertex for each name, then one for each node.
fn dependencies(pipeline: &UnresolvedPipeline) -> DiGraph<(), ()> {
    let names = pipeline.names.len();
    let mut graph = DiGraph::new();
    for _ in 0..names + pipeline.nodes.len() {
        graph.add_node(());
    }
    let vertex = |value: ValueRef| match value {
        ValueRef::Name(name) => Some(NodeIndex::new(name)),
        ValueRef::Node { node, .. } => Some(NodeIndex::new(names + node)),
        ValueRef::Input(_) | ValueRef::Unknown => None,
    };
    for (at, name) in pipeline.names.iter().enumerate() {
        if let Some(from) = vertex(name.definition) {
            graph.add_edge(from, NodeIndex::new(at), ());
        }
    }
    for (at, node) in pipeline.nodes.iter().enumerate() {
        for from in node.uses().filter_map(|one| vertex(one.value)) {
            graph.add_edge(from, NodeIndex::new(names + at), ());
        }
    }
    graph
}

/// Finds the shortest path from a vertex back to itself, within its component.
fn shortest_cycle(graph: &DiGraph<(), ()>, members: &HashSet<NodeIndex>, first: NodeIndex) -> Vec<NodeIndex> {
    let mut from: HashMap<NodeIndex, NodeIndex> = HashMap::new();
    let mut queue = VecDeque::from([first]);
    while let Some(vertex) = queue.pop_front() {
        for next in graph.neighbors(vertex).filter(|next| members.contains(next)) {
            if next == first {
                let mut cycle = vec![vertex];
                let mut at = vertex;
                while let Some(&before) = from.get(&at) {
                    cycle.push(before);
                    at = before;
                }
                cycle.reverse();
                return cycle;
            }
            from.entry(next).or_insert_with(|| {
                queue.push_back(next);
                vertex
            });
        }
    }
    vec![first]
}

fn report(pipeline: &UnresolvedPipeline, cycle: &[NodeIndex], reports: &mut Reports) {
    let names: Vec<_> = cycle.iter().filter_map(|vertex| pipeline.names.get(vertex.index())).collect();
    let Some(first) = names.first() else { return };
    let path: Vec<String> = names.iter().chain([first]).map(|name| name.ident.to_string()).collect();
    let (name, path) = (&first.ident, path.join(" -> "));
    let message = if names.len() == 1 {
        format!("`{name}` depends on itself: `{path}`; compute it from another value")
    } else {
        format!("these equations form a cycle: `{path}`; compute one of them from another value")
    };
    reports.at(name.span(), message);
}

/// Makes every use of a member's name by a member unknown: each cycle contains such a use.
fn cut(pipeline: &mut UnresolvedPipeline, members: &HashSet<NodeIndex>) {
    let names = pipeline.names.len();
    let closes =
        |value: ValueRef| matches!(value, ValueRef::Name(name) if members.contains(&NodeIndex::new(name)));
    for (at, name) in pipeline.names.iter_mut().enumerate() {
        if members.contains(&NodeIndex::new(at)) && closes(name.definition) {
            name.definition = ValueRef::Unknown;
        }
    }
    for (at, node) in pipeline.nodes.iter_mut().enumerate() {
        if !members.contains(&NodeIndex::new(names + at)) {
            continue;
        }
        let fit = node.fit.iter_mut().flat_map(|fit| &mut fit.uses);
        for one in node.inputs.uses.iter_mut().chain(fit) {
            if closes(one.value) {
                one.value = ValueRef::Unknown;
            }
        }
    }
}
