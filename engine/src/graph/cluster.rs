//! [`Cluster`]: nodes that belong together, in a nested pipeline or an inline block.
//!
//! Invariant: a cluster comes after its parent in [`Graph::clusters`](super::Graph::clusters).

use petgraph::graph::NodeIndex;

use super::{Edge, Location, node::last_part};

/// Nodes that are drawn inside one frame, or as one box.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// The path from the outermost pipeline: `vision`.
    pub path: String,
    /// The nested pipeline as the user wrote it: `Vision<64>`; empty for a block.
    pub step: String,
    /// The kind of the cluster.
    pub kind: ClusterKind,
    /// The cluster around this one, an index into [`Graph::clusters`](super::Graph::clusters).
    pub parent: Option<usize>,
    /// Whether the cluster exists only while fitting.
    pub fit_only: bool,
    /// The inputs of a nested pipeline, with the types that they have outside; empty for a block.
    pub inputs: Vec<Wire>,
    /// The place in the user's source; for a block, that of its first step.
    pub source: Location,
}

impl Cluster {
    /// Returns the last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        last_part(&self.path)
    }
}

/// The kinds of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClusterKind {
    /// A pipeline used as a step.
    Pipeline,
    /// An inline block.
    Block,
}

/// An input of a nested pipeline.
///
/// The edges of the graph cross the border of a nested pipeline and lead directly to the steps inside that use the value. A
/// wire is the same value up to the border.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wire {
    /// The node whose output the value is.
    pub source: NodeIndex,
    /// The value, with the type it has outside.
    pub edge: Edge,
}
