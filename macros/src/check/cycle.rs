//! Cycles: equations of which none can be the first.
//!
//! Invariant: afterwards the draft has none. The uses that close a cycle are unknown values, so that each cycle is
//! reported once and nothing is said about what depends on it.

use std::collections::{HashMap, HashSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::diagnostic::Reports;
use crate::model::draft::{Draft, Source};

/// Reports one cycle for each set of equations that depend on each other, and cuts all that are in it.
pub(crate) fn cut_cycles(draft: &mut Draft, reports: &mut Reports) {
    let graph = dependencies(draft);
    // Tarjan's algorithm is recursive in petgraph: a chain of thousands of steps would exhaust the stack.
    for component in kosaraju_scc(&graph) {
        let alone =
            component.first().is_none_or(|&only| component.len() == 1 && !graph.contains_edge(only, only));
        if alone {
            continue;
        }
        let members: HashSet<NodeIndex> = component.into_iter().collect();
        let Some(first) = members.iter().copied().filter(|member| member.index() < draft.names.len()).min()
        else {
            continue;
        };
        report(draft, &shortest_cycle(&graph, &members, first), reports);
        cut(draft, &members);
        draft.broken = true;
    }
}

/// The graph of names and nodes: first a vertex for each name, then one for each node.
fn dependencies(draft: &Draft) -> DiGraph<(), ()> {
    let names = draft.names.len();
    let mut graph = DiGraph::new();
    for _ in 0..names + draft.nodes.len() {
        graph.add_node(());
    }
    let vertex = |source: Source| match source {
        Source::Name(name) => Some(NodeIndex::new(name)),
        Source::Node { node, .. } => Some(NodeIndex::new(names + node)),
        Source::Input(_) | Source::Unknown => None,
    };
    for (at, name) in draft.names.iter().enumerate() {
        if let Some(from) = vertex(name.definition) {
            graph.add_edge(from, NodeIndex::new(at), ());
        }
    }
    for (at, node) in draft.nodes.iter().enumerate() {
        for from in Draft::uses_of(node).filter_map(|one| vertex(one.source)) {
            graph.add_edge(from, NodeIndex::new(names + at), ());
        }
    }
    graph
}

/// The shortest way from a vertex back to it, within its component.
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

fn report(draft: &Draft, cycle: &[NodeIndex], reports: &mut Reports) {
    let names: Vec<_> = cycle.iter().filter_map(|vertex| draft.names.get(vertex.index())).collect();
    let Some(first) = names.first() else { return };
    let path: Vec<String> = names.iter().chain([first]).map(|name| name.ident.to_string()).collect();
    let (name, path) = (&first.ident, path.join(" -> "));
    let message = if names.len() == 1 {
        format!("`{name}` is made from itself: `{path}`; start it from another value")
    } else {
        format!("these equations form a cycle: `{path}`; one of them has to start from another value")
    };
    reports.at(name.span(), message);
}

/// Makes every use of a member's name by a member unknown: each cycle has such a use.
fn cut(draft: &mut Draft, members: &HashSet<NodeIndex>) {
    let names = draft.names.len();
    let closes =
        |source: Source| matches!(source, Source::Name(name) if members.contains(&NodeIndex::new(name)));
    for (at, name) in draft.names.iter_mut().enumerate() {
        if members.contains(&NodeIndex::new(at)) && closes(name.definition) {
            name.definition = Source::Unknown;
        }
    }
    for (at, node) in draft.nodes.iter_mut().enumerate() {
        if !members.contains(&NodeIndex::new(names + at)) {
            continue;
        }
        let fit = node.fit.iter_mut().flat_map(|fit| &mut fit.uses);
        for one in node.inputs.uses.iter_mut().chain(fit) {
            if closes(one.source) {
                one.source = Source::Unknown;
            }
        }
    }
}
