//! Files that import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::resolve::Arrow;

/// Each set of two or more names that lead to each other, sorted.
pub(crate) fn components<'a>(edges: &[(&'a str, &'a str)]) -> Vec<Vec<&'a str>> {
    let names: BTreeSet<&str> = edges.iter().flat_map(|&(from, to)| [from, to]).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let node = |name: &str| NodeIndex::new(names.partition_point(|one| *one < name));
    let mut graph: DiGraph<&str, ()> = DiGraph::new();
    for name in &names {
        graph.add_node(name);
    }
    graph.extend_with_edges(edges.iter().map(|(from, to)| (node(from), node(to))));
    let large = tarjan_scc(&graph).into_iter().filter(|component| component.len() > 1);
    let mut components: Vec<Vec<&str>> = large
        .map(|component| {
            let mut names: Vec<&str> = component.into_iter().map(|node| graph[node]).collect();
            names.sort_unstable();
            names
        })
        .collect();
    components.sort();
    components
}

/// The circles of more than two files, each with the imports that make it.
pub(crate) fn circles(arrows: &[Arrow]) -> Vec<String> {
    let edges: Vec<(&str, &str)> =
        arrows.iter().map(|arrow| (arrow.from.as_str(), arrow.to.as_str())).collect();
    let circles = components(&edges).into_iter().filter(|files| files.len() > 2);
    circles
        .map(|files| {
            let within =
                |arrow: &&Arrow| files.contains(&arrow.from.as_str()) && files.contains(&arrow.to.as_str());
            let lines = shown(arrows.iter().filter(within));
            format!("a circle of {} files: {}{lines}", files.len(), files.join(", "))
        })
        .collect()
}

/// The imports, in one line for each line that has any: `from:line -> to  (names)`.
pub(crate) fn shown<'a>(arrows: impl Iterator<Item = &'a Arrow>) -> String {
    let mut lines: BTreeMap<(&str, usize, &str), Vec<&str>> = BTreeMap::new();
    for arrow in arrows {
        lines.entry((&arrow.from, arrow.line, &arrow.to)).or_default().push(&arrow.path);
    }
    let lines = lines.into_iter();
    lines
        .map(|((from, line, to), paths)| format!("\n    {from}:{line} -> {to}  ({})", paths.join(", ")))
        .collect()
}
