//! [`View`]: the part of a graph that runs while fitting, or while predicting.
//!
//! Invariant: an edge is in a view only if both its ends are.

use std::collections::VecDeque;

use petgraph::Direction::Incoming;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::{Edge, EdgeRole, Graph, Node, NodeKind};

/// A part of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Part {
    /// The whole graph.
    #[default]
    Both,
    /// The nodes that run while fitting.
    Fit,
    /// The nodes that run while predicting.
    Predict,
}

/// A part of a graph, from [`Graph::fit_graph`] or [`Graph::predict_graph`].
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f32[n, 4]) fit(name: String[n]) -> f32[n, 3] {
///         label = name |> LabelEncoder;
///         probs = petals |> LogisticRegression<3>.fit(label);
///         probs
///     }
/// }
///
/// let graph = Flowers::graph();
/// let steps = graph.predict_graph().nodes().filter(|node| node.is_step()).count();
/// assert_eq!(steps, 1); // without `label`
/// ```
#[derive(Debug, Clone)]
pub struct View<'graph> {
    graph: &'graph Graph,
    part: Part,
    keep: Vec<bool>,
}

impl<'graph> View<'graph> {
    pub(super) fn new(graph: &'graph Graph, part: Part) -> Self {
        let keep = match part {
            Part::Both => vec![true; graph.node_count()],
            Part::Predict => graph.nodes().map(|node| !node.fit_only).collect(),
            Part::Fit => needed_to_fit(graph),
        };
        Self { graph, part, keep }
    }

    /// Returns the whole graph.
    #[must_use]
    pub fn whole(&self) -> &'graph Graph {
        self.graph
    }

    /// Returns whether the view has this node.
    #[must_use]
    pub fn contains(&self, node: NodeIndex) -> bool {
        self.keep.get(node.index()).copied().unwrap_or(false)
    }

    /// Returns whether the view has this edge.
    #[must_use]
    pub fn contains_edge(&self, edge: EdgeIndex) -> bool {
        let ends = self.graph.edge_endpoints(edge).zip(self.graph.edge_weight(edge));
        ends.is_some_and(|((source, target), edge)| {
            self.contains(source) && self.contains(target) && self.shows(edge)
        })
    }

    /// Iterates over the nodes, in topological order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = &'graph Node> {
        self.graph.nodes().zip(self.keep.clone()).filter_map(|(node, keep)| keep.then_some(node))
    }

    /// Iterates over the edges: source, target and value.
    pub fn edges(&self) -> impl Iterator<Item = (&'graph Node, &'graph Node, &'graph Edge)> {
        let graph = self.graph;
        let kept = graph.edge_indices().filter(|&edge| self.contains_edge(edge));
        kept.filter_map(move |edge| {
            let (source, target) = graph.edge_endpoints(edge)?;
            Some((&graph[source], &graph[target], &graph[edge]))
        })
    }

    /// Returns a petgraph graph of references, for petgraph's algorithms. It has its own indices.
    #[must_use]
    pub fn to_petgraph(&self) -> DiGraph<&'graph Node, &'graph Edge> {
        self.graph.data.filter_map(
            |index, node| self.contains(index).then_some(node),
            |index, edge| self.contains_edge(index).then_some(edge),
        )
    }

    /// Returns whether this value flows in this part, given that both ends of its edge are in it.
    pub(super) fn shows(&self, edge: &Edge) -> bool {
        self.part != Part::Predict || !edge.fit_only
    }

    /// Returns whether the part has nodes that exist only while fitting.
    pub(super) fn shows_fit_only(&self) -> bool {
        self.part != Part::Predict
    }
}

/// Marks the learners, the nodes that exist only while fitting, and all nodes that these need.
fn needed_to_fit(graph: &Graph) -> Vec<bool> {
    let mut keep: Vec<bool> =
        graph.nodes().map(|node| node.kind == NodeKind::Learner || node.fit_only).collect();
    let mut found: VecDeque<NodeIndex> = graph.node_indices().filter(|index| keep[index.index()]).collect();
    while let Some(node) = found.pop_front() {
        for source in graph.neighbors_directed(node, Incoming) {
            if !std::mem::replace(&mut keep[source.index()], true) {
                found.push_back(source);
            }
        }
    }
    keep
}

impl EdgeRole {
    /// Returns whether the value is a target, in `.fit(..)`.
    #[must_use]
    pub fn is_target(self) -> bool {
        self == Self::Target
    }
}
