//! A graph: its nodes, edges and clusters, and ways to find things in them.
//!
//! Invariant: every edge leads from a lower node index to a higher one, so the nodes' order is
//! topological. A finished graph cannot be changed, so this cannot be broken.

use std::ops::Deref;

use petgraph::Direction::Incoming;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Cluster, Edge, EdgeRole, Node, NodeKind, Part, View};

/// The graph of a pipeline.
///
/// It dereferences to petgraph's `DiGraph<Node, Edge>`, so every algorithm of petgraph works on it:
///
/// ```
/// use shapeflow::graph::GraphBuilder;
///
/// let graph = GraphBuilder::new("Empty").finish();
/// assert!(!petgraph::algo::is_cyclic_directed(&*graph));
/// ```
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) clusters: Vec<Cluster>,
    pub(super) data: DiGraph<Node, Edge>,
}

impl Deref for Graph {
    type Target = DiGraph<Node, Edge>;

    fn deref(&self) -> &Self::Target {
        &self.data
    }
}

impl Graph {
    /// The pipeline's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The pipeline's documentation; empty when it has none.
    #[must_use]
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// The nested pipelines and blocks, each after the one around it.
    #[must_use]
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The nodes in a topological order: each after all that it needs.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node> + ExactSizeIterator {
        self.data.raw_nodes().iter().map(|node| &node.weight)
    }

    /// The inputs of `predict`, in order.
    pub fn inputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Input)
    }

    /// The inputs that only `fit` takes, in order.
    pub fn fit_inputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::FitInput)
    }

    /// The results, in order.
    pub fn outputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Output)
    }

    /// The steps that learn, in topological order.
    pub fn learners(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Learner)
    }

    fn of_kind(&self, kind: NodeKind) -> impl DoubleEndedIterator<Item = &Node> {
        self.nodes().filter(move |node| node.kind == kind)
    }

    /// The input or step with this path; failing these, the output.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Node> {
        self.index_of(path).map(|index| &self.data[index])
    }

    /// The index of the node that [`find`](Self::find) finds.
    #[must_use]
    pub fn index_of(&self, path: &str) -> Option<NodeIndex> {
        // A step may carry the name of the output that it makes, and the step is what one asks for.
        let mut outputs_last: Vec<NodeIndex> = self.data.node_indices().collect();
        outputs_last.sort_by_key(|&index| self.data[index].kind == NodeKind::Output);
        outputs_last.into_iter().find(|&index| self.data[index].path == path)
    }

    /// What a node takes, in order: its data, then the values that it learns against.
    #[must_use]
    pub fn taken_by(&self, node: NodeIndex) -> Vec<(&Node, &Edge)> {
        let edges = self.data.edges_directed(node, Incoming);
        let mut taken: Vec<_> = edges.map(|edge| (&self.data[edge.source()], edge.weight())).collect();
        taken.sort_by_key(|(_, edge)| (edge.role == EdgeRole::Target, edge.position));
        taken
    }

    /// What runs when the fitted pipeline predicts: what is left without values that
    /// exist only while fitting.
    #[must_use]
    pub fn predict_graph(&self) -> View<'_> {
        View::new(self, Part::Predict)
    }

    /// What runs while fitting: the steps that learn, whatever they need, and all that
    /// exists only while fitting.
    #[must_use]
    pub fn fit_graph(&self) -> View<'_> {
        View::new(self, Part::Fit)
    }

    /// The clusters around a node, outermost first.
    pub(super) fn clusters_around(&self, node: NodeIndex) -> Vec<usize> {
        self.ancestry(self.data[node].cluster)
    }

    /// The clusters from the outermost down to this one.
    pub(super) fn ancestry(&self, mut cluster: Option<usize>) -> Vec<usize> {
        let mut ancestry = Vec::new();
        while let Some(index) = cluster {
            ancestry.push(index);
            cluster = self.clusters.get(index).and_then(|cluster| cluster.parent);
        }
        ancestry.reverse();
        ancestry
    }
}
