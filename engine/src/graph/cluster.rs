//! A cluster: nodes that belong together, a nested pipeline or a block of the pipeline's own text.
//!
//! Invariant: a cluster stands after its parent in [`Graph::clusters`](super::Graph::clusters).

use petgraph::graph::NodeIndex;

use super::{Edge, Location, node::last_part};

/// Nodes that are drawn inside one frame, or as one box.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// Where it is, from the outermost pipeline: `vision`.
    pub path: String,
    /// The nested pipeline as the user wrote it: `Vision<64>`; empty for a block.
    pub step: String,
    /// What sort of cluster it is.
    pub kind: ClusterKind,
    /// The cluster around it, an index into [`Graph::clusters`](super::Graph::clusters).
    pub parent: Option<usize>,
    /// Whether it exists only while fitting.
    pub fit_only: bool,
    /// What a nested pipeline is given, as the pipeline around it sees it; empty for a block.
    pub inputs: Vec<Wire>,
    /// Where the user wrote it; the first of its steps, for a block.
    pub source: Location,
}

impl Cluster {
    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        last_part(&self.path)
    }
}

/// The sorts of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClusterKind {
    /// A pipeline used as a step.
    Pipeline,
    /// A part of the pipeline's own text.
    Block,
}

/// A value given to a nested pipeline.
///
/// The graph's edges lead past the pipeline's border, straight to the steps inside that take the value; a
/// wire is the same value up to the border.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Wire {
    /// The node that makes the value.
    pub source: NodeIndex,
    /// The value, with the type it has outside.
    pub edge: Edge,
}
