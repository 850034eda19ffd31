//! Inserts the graph of a nested pipeline into the graph around it.
//!
//! Invariant: the inner inputs and outputs disappear; every other inner node keeps its place in the order, gets the outer path
//! as prefix, and is in the new cluster. Edges outside have the outer types, edges inside the inner ones.

use petgraph::Direction::Incoming;
use petgraph::visit::EdgeRef;

use super::{Cluster, ClusterKind, Edge, EdgeRole, EdgeType, Graph, GraphBuilder, NodeKind, Port, StepInfo};

impl GraphBuilder {
    /// Returns whether a nested pipeline has as many inputs and outputs as it is used with.
    pub(super) fn fits(nested: &Graph, inputs: &[Port], targets: &[Port], outputs: &[EdgeType]) -> bool {
        nested.inputs().count() == inputs.len()
            && nested.fit_inputs().count() == targets.len()
            && nested.outputs().count() == outputs.len()
    }

    /// Inserts `nested`, and returns its outputs.
    pub(super) fn splice(
        &mut self,
        info: &StepInfo<'_>,
        parent: Option<usize>,
        inputs: &[Port],
        targets: &[Port],
        nested: &Graph,
        outputs: Vec<EdgeType>,
    ) -> Vec<Port> {
        let cluster = self.graph.clusters.len();
        let data = inputs.iter().enumerate().map(|(position, port)| port.wire(EdgeRole::Data, position));
        let target_wires =
            targets.iter().enumerate().map(|(position, port)| port.wire(EdgeRole::Target, position));
        self.graph.clusters.push(Cluster {
            path: info.path.into(),
            step: info.step.into(),
            kind: ClusterKind::Pipeline,
            parent,
            fit_only: info.fit_only,
            inputs: data.chain(target_wires).collect(),
            source: info.location,
        });
        let first_inner = cluster + 1;

        // The current sources of the values of each inner node.
        let (mut inputs, mut targets) = (inputs.iter(), targets.iter());
        let mut origins: Vec<Option<Origin>> = Vec::with_capacity(nested.node_count());
        for node in nested.nodes() {
            origins.push(match node.kind {
                NodeKind::Input => inputs.next().cloned().map(Origin::Outside),
                NodeKind::FitInput => targets.next().cloned().map(Origin::Outside),
                NodeKind::Output => None,
                _ => {
                    let mut node = node.clone();
                    node.path = format!("{}.{}", info.path, node.path);
                    node.fit_only |= info.fit_only;
                    node.cluster = Some(node.cluster.map_or(cluster, |inner| inner + first_inner));
                    let fit_only = node.fit_only;
                    Some(Origin::Inside { node: self.graph.data.add_node(node), fit_only })
                }
            });
        }
        let port = |source: petgraph::graph::NodeIndex, edge: &Edge| -> Option<Port> {
            let origin = origins.get(source.index())?.as_ref()?;
            let mut port = origin.port(edge);
            port.through.extend(edge.through.iter().map(|inner| inner + first_inner));
            Some(port)
        };

        for inner in &nested.clusters {
            let mut inner = inner.clone();
            inner.path = format!("{}.{}", info.path, inner.path);
            inner.parent = Some(inner.parent.map_or(cluster, |parent| parent + first_inner));
            inner.fit_only |= info.fit_only;
            inner.inputs = inner
                .inputs
                .iter()
                .filter_map(|wire| {
                    Some(port(wire.source, &wire.edge)?.wire(wire.edge.role, wire.edge.position))
                })
                .collect();
            self.graph.clusters.push(inner);
        }
        for edge in nested.edge_references() {
            let target = origins.get(edge.target().index()).and_then(Option::as_ref);
            if let Some((Origin::Inside { node, .. }, port)) = target.zip(port(edge.source(), edge.weight()))
            {
                self.connect(&port, *node, edge.weight().role, edge.weight().position);
            }
        }

        let results = nested.node_indices().filter(|&index| nested[index].kind == NodeKind::Output);
        let sources = results.filter_map(|result| nested.edges_directed(result, Incoming).next());
        let ports = sources.zip(outputs).filter_map(|(edge, value)| {
            let mut port = port(edge.source(), edge.weight())?;
            let passed_on = matches!(origins.get(edge.source().index()), Some(Some(Origin::Outside(_))));
            port.through.extend(passed_on.then_some(cluster));
            Some(Port { value, fit_only: port.fit_only || info.fit_only, ..port })
        });
        ports.collect()
    }
}

/// The source of the values of an inner node, seen from outside.
enum Origin {
    /// An input: the value from outside.
    Outside(Port),
    /// A step: the node itself.
    Inside { node: petgraph::graph::NodeIndex, fit_only: bool },
}

impl Origin {
    fn port(&self, edge: &Edge) -> Port {
        match self {
            Self::Outside(port) => port.clone(),
            Self::Inside { node, fit_only } => Port {
                node: *node,
                output: edge.output,
                value: EdgeType::new(&edge.element, &edge.rust_type, &edge.shape),
                fit_only: *fit_only,
                through: Vec::new(),
            },
        }
    }
}
