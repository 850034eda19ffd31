//! [`Graph`]: nodes, edges and clusters, and methods to find them.
//!
//! Invariant: every edge leads from a lower node index to a higher one, so the order of the nodes is topological. A finished
//! graph cannot be changed.

use std::ops::Deref;

use petgraph::Direction::Incoming;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Cluster, Edge, EdgeRole, FeatureNames, Node, NodeKind, Part, View};

/// The graph of a pipeline, from its method `graph()`.
///
/// It dereferences to petgraph's `DiGraph<Node, Edge>`, so every algorithm of petgraph works on it:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Features(x: f32[n, 4]) -> f32[n, 8] {
///         scaled = x |> StandardScaler;
///         lines  = x |> MinMaxScaler;
///         [scaled, lines] |> Concat
///     }
/// }
///
/// let graph = Features::graph();
/// assert_eq!(graph.learners().count(), 2);
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
    /// Returns the pipeline's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the pipeline's documentation; empty if it has none.
    #[must_use]
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// Returns the nested pipelines and blocks, each after the one around it.
    #[must_use]
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// Iterates over the nodes in topological order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node> + ExactSizeIterator {
        self.data.raw_nodes().iter().map(|node| &node.weight)
    }

    /// Iterates over the inputs of `predict`, in order.
    pub fn inputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Input)
    }

    /// Iterates over the inputs of `fit` alone, in order.
    pub fn fit_inputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::FitInput)
    }

    /// Iterates over the outputs, in order.
    pub fn outputs(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Output)
    }

    /// Iterates over the steps that learn, in topological order.
    pub fn learners(&self) -> impl DoubleEndedIterator<Item = &Node> {
        self.of_kind(NodeKind::Learner)
    }

    fn of_kind(&self, kind: NodeKind) -> impl DoubleEndedIterator<Item = &Node> {
        self.nodes().filter(move |node| node.kind == kind)
    }

    /// Returns the graph with the names of a model's features on its edges. A drawing shows them when the pointer is on an arrow, and as
    /// labels if [`DrawOptions::features`](super::DrawOptions::features) says so.
    ///
    /// ```
    /// use shapeflow::graph::DrawOptions;
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Towns(town: String[n]) -> f64[n, d] { town |> OneHotEncoder |> StandardScaler }
    /// }
    ///
    /// let model = Towns::default().fit(array!["Oslo".to_owned(), "Rome".to_owned()])?;
    /// let graph = Towns::graph().with_features(&model.feature_names());
    /// assert!(graph.dot().contains("town=Oslo, town=Rome"));
    /// let labels = DrawOptions { features: true, ..Default::default() };
    /// assert!(graph.mermaid_with(&labels).contains("Oslo") && !graph.mermaid().contains("Oslo"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_features(mut self, names: &FeatureNames) -> Self {
        for edge in self.data.edge_indices() {
            let Some((source, _)) = self.data.edge_endpoints(edge) else { continue };
            let path = &self.data[source].path;
            self.data[edge].features = names.at(path, self.data[edge].output).cloned();
        }
        for wire in self.clusters.iter_mut().flat_map(|cluster| &mut cluster.inputs) {
            wire.edge.features = names.at(&self.data[wire.source].path, wire.edge.output).cloned();
        }
        self
    }

    /// Returns the input or step with this path, or else the output.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Node> {
        self.index_of(path).map(|index| &self.data[index])
    }

    /// Returns the index of the node that [`find`](Self::find) returns.
    #[must_use]
    pub fn index_of(&self, path: &str) -> Option<NodeIndex> {
        // A step may have the same name as its output; the step comes first.
        let mut outputs_last: Vec<NodeIndex> = self.data.node_indices().collect();
        outputs_last.sort_by_key(|&index| self.data[index].kind == NodeKind::Output);
        outputs_last.into_iter().find(|&index| self.data[index].path == path)
    }

    /// Iterates over the inputs of a node, in order: its data, then its targets.
    #[must_use]
    pub fn taken_by(&self, node: NodeIndex) -> Vec<(&Node, &Edge)> {
        let edges = self.data.edges_directed(node, Incoming);
        let mut taken: Vec<_> = edges.map(|edge| (&self.data[edge.source()], edge.weight())).collect();
        taken.sort_by_key(|(_, edge)| (edge.role == EdgeRole::Target, edge.position));
        taken
    }

    /// Returns the part that runs when the fitted pipeline predicts: the graph without values that exist only while fitting.
    #[must_use]
    pub fn predict_graph(&self) -> View<'_> {
        View::new(self, Part::Predict)
    }

    /// Returns the part that runs while fitting: the steps that learn, the nodes that they need, and the nodes that exist only
    /// while fitting.
    #[must_use]
    pub fn fit_graph(&self) -> View<'_> {
        View::new(self, Part::Fit)
    }

    /// Returns the clusters around a node, outermost first.
    pub(super) fn clusters_around(&self, node: NodeIndex) -> Vec<usize> {
        self.ancestry(self.data[node].cluster)
    }

    /// Returns the clusters from the outermost down to this one.
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
