//! `GraphBuilder`: builds a graph in topological order.
//!
//! Invariant: a [`Port`] belongs to a node that is already in the graph, so every edge leads forward. Nothing here panics:
//! parts that do not match, which rustc has reported, are left out of the graph.

use petgraph::graph::{DiGraph, NodeIndex};

use super::{Cluster, ClusterKind, Edge, EdgeRole, EdgeType, Graph, Location, Node, NodeKind, Wire};

/// A value in a [`GraphBuilder`]: one output of a node that is in the graph.
#[derive(Debug, Clone)]
pub(crate) struct Port {
    pub(super) node: NodeIndex,
    pub(super) output: usize,
    pub(super) value: EdgeType,
    pub(super) fit_only: bool,
    pub(super) through: Vec<usize>,
}

/// A step to add to a graph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepInfo<'a> {
    /// The path in its pipeline: `strokes.pca`.
    pub(crate) path: &'a str,
    /// The step as the user wrote it: `Pca<12>`.
    pub(crate) step: &'a str,
    /// Whether the step learns. For a nested pipeline, this is a property of its steps.
    pub(crate) learns: bool,
    /// Whether each row of the output depends on the same row of the inputs alone.
    pub(crate) rowwise: bool,
    /// Whether the step runs only while fitting.
    pub(crate) fit_only: bool,
    /// Whether the step only checks a shape at run time.
    pub(crate) expect: bool,
    /// The place in the user's source.
    pub(crate) location: Location,
    /// The names of the inline blocks around the step, outermost first.
    pub(crate) block: &'a [&'a str],
}

/// Builds a [`Graph`] in topological order.
#[derive(Debug)]
pub(crate) struct GraphBuilder {
    pub(super) graph: Graph,
}

impl GraphBuilder {
    /// Creates a graph without nodes.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        let (docs, clusters, data) = (String::new(), Vec::new(), DiGraph::new());
        Self { graph: Graph { name: name.into(), docs, clusters, data } }
    }

    /// Sets the pipeline's documentation.
    pub(crate) fn docs(&mut self, docs: impl Into<String>) {
        self.graph.docs = docs.into();
    }

    /// Adds an input.
    pub(crate) fn input(
        &mut self,
        name: impl Into<String>,
        fit_only: bool,
        location: Location,
        value: EdgeType,
    ) -> Port {
        let (path, kind) = (name.into(), if fit_only { NodeKind::FitInput } else { NodeKind::Input });
        let step = path.clone();
        let outputs = vec![value.clone()];
        let node = Node {
            path,
            step,
            kind,
            fit_only,
            rowwise: true,
            source: location,
            outputs,
            categories: &[],
            cluster: None,
        };
        let node = self.graph.data.add_node(node);
        Port { node, output: 0, value, fit_only, through: Vec::new() }
    }

    /// Sets the categories of the value of a port.
    pub(crate) fn categories(&mut self, port: &Port, categories: &'static [&'static str]) {
        if let Some(node) = self.graph.data.node_weight_mut(port.node) {
            node.categories = categories;
        }
    }

    /// Adds a step with `inputs` that learns against `targets`; returns a port for each of `outputs`.
    ///
    /// With `nested`, the step is a pipeline: its steps are added to this graph under the step's path, connected directly to
    /// the nodes outside, and `targets` are its fit inputs. If the counts do not match, it stays one node.
    pub(crate) fn step(
        &mut self,
        info: StepInfo<'_>,
        inputs: &[Port],
        targets: &[Port],
        nested: Option<Graph>,
        outputs: Vec<EdgeType>,
    ) -> Vec<Port> {
        let cluster = self.block(info.block, info.location);
        if let Some(nested) = nested.filter(|nested| Self::fits(nested, inputs, targets, &outputs)) {
            return self.splice(&info, cluster, inputs, targets, &nested, outputs);
        }
        let kind = match (info.expect, info.learns) {
            (true, _) => NodeKind::Expect,
            (false, true) => NodeKind::Learner,
            (false, false) => NodeKind::Transform,
        };
        let node = self.graph.data.add_node(Node {
            path: info.path.into(),
            step: info.step.into(),
            kind,
            fit_only: info.fit_only,
            rowwise: info.rowwise,
            source: info.location,
            outputs: outputs.clone(),
            categories: &[],
            cluster,
        });
        self.connect_all(inputs, node, EdgeRole::Data);
        self.connect_all(targets, node, EdgeRole::Target);
        let port =
            |(output, value)| Port { node, output, value, fit_only: info.fit_only, through: Vec::new() };
        outputs.into_iter().enumerate().map(port).collect()
    }

    /// Adds an edge: the step with the output `this` uses the fitted step with the output `reused`, as `role` says.
    pub(crate) fn reuses(&mut self, this: &Port, reused: &Port, role: EdgeRole) {
        self.connect(reused, this.node, role, 0);
    }

    /// Adds an output of the pipeline.
    pub(crate) fn output(&mut self, name: impl Into<String>, port: &Port) {
        let path = name.into();
        let Some(made_by) = self.graph.data.node_weight(port.node) else { return };
        let node = Node {
            step: path.clone(),
            path,
            kind: NodeKind::Output,
            fit_only: port.fit_only,
            rowwise: true,
            source: made_by.source,
            outputs: Vec::new(),
            categories: &[],
            cluster: None,
        };
        let node = self.graph.data.add_node(node);
        self.connect(port, node, EdgeRole::Data, 0);
    }

    /// Returns the graph.
    #[must_use]
    pub(crate) fn finish(self) -> Graph {
        self.graph
    }

    fn connect_all(&mut self, ports: &[Port], target: NodeIndex, role: EdgeRole) {
        for (position, port) in ports.iter().enumerate() {
            self.connect(port, target, role, position);
        }
    }

    pub(super) fn connect(&mut self, port: &Port, target: NodeIndex, role: EdgeRole, position: usize) {
        // The port of another builder may be out of range, where petgraph would panic.
        if port.node < target {
            let mut edge = port.edge(role, position);
            edge.fit_only |= self.graph.data[target].fit_only;
            self.graph.data.add_edge(port.node, target, edge);
        }
    }

    /// Returns the innermost of these blocks, and adds those that are new.
    fn block(&mut self, names: &[&str], source: Location) -> Option<usize> {
        let clusters = &mut self.graph.clusters;
        let mut parent: Option<usize> = None;
        for name in names {
            let path = match parent.and_then(|parent| clusters.get(parent)) {
                Some(parent) => format!("{}.{name}", parent.path),
                None => (*name).to_owned(),
            };
            let known = clusters.iter().position(|cluster| {
                cluster.kind == ClusterKind::Block && cluster.parent == parent && cluster.path == path
            });
            parent = known.or_else(|| {
                let (step, inputs, kind) = (String::new(), Vec::new(), ClusterKind::Block);
                clusters.push(Cluster { path, step, kind, parent, fit_only: false, inputs, source });
                Some(clusters.len() - 1)
            });
        }
        parent
    }
}

impl Port {
    /// Returns the edge for a use of this value.
    fn edge(&self, role: EdgeRole, position: usize) -> Edge {
        let EdgeType { element, rust_type, shape } = self.value.clone();
        let fit_only = self.fit_only || role.is_target();
        Edge {
            features: None,
            element,
            rust_type,
            shape,
            role,
            fit_only,
            output: self.output,
            position,
            through: self.through.clone(),
        }
    }

    /// Returns the value up to the border of a nested pipeline.
    pub(super) fn wire(&self, role: EdgeRole, position: usize) -> Wire {
        Wire { source: self.node, edge: self.edge(role, position) }
    }
}
