//! [`Node`]: one input, one step or one output of a pipeline.
//!
//! Invariant: `path` is unique among a graph's inputs and steps; an output may share its name with a step.

use std::fmt;

use super::EdgeType;

/// One input, step or output of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// The path from the outermost pipeline: `strokes.pca`.
    pub path: String,
    /// The step as the user wrote it: `Pca<12>`; the name, for an input or an output.
    pub step: String,
    /// The kind of the node.
    pub kind: NodeKind,
    /// Whether the node exists only while fitting.
    pub fit_only: bool,
    /// Whether each row of the output depends on the same row of the inputs alone.
    pub rowwise: bool,
    /// The place in the user's source.
    pub source: Location,
    /// The types and shapes of the outputs; empty for an output node.
    pub outputs: Vec<EdgeType>,
    /// The categories of an input, or of a column of records, that has a closed set of them.
    pub categories: &'static [&'static str],
    /// The innermost cluster around the node: an index into [`Graph::clusters`](super::Graph::clusters).
    pub cluster: Option<usize>,
}

impl Node {
    /// Returns the last part of the path: `pca` of `strokes.pca`.
    #[must_use]
    pub fn name(&self) -> &str {
        last_part(&self.path)
    }

    /// Returns whether the node is a step: neither an input nor an output.
    #[must_use]
    pub fn is_step(&self) -> bool {
        matches!(self.kind, NodeKind::Transform | NodeKind::Learner | NodeKind::Expect)
    }
}

/// The kinds of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NodeKind {
    /// An input of `predict` and `fit`.
    Input,
    /// An input of `fit` alone.
    FitInput,
    /// A step that learns nothing.
    Transform,
    /// A step that learns.
    Learner,
    /// A run-time check of a shape.
    Expect,
    /// An output of the pipeline.
    Output,
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Input => "input",
            Self::FitInput => "fit input",
            Self::Transform => "step",
            Self::Learner => "learns",
            Self::Expect => "check",
            Self::Output => "output",
        })
    }
}

/// A place in the user's source.
///
/// ```
/// use shapeflow::graph::Location;
///
/// assert_eq!(Location::new("src/main.rs", 4, 7).to_string(), "src/main.rs:4:7");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file, as `file!()` returns it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl Location {
    /// Creates a place: `Location::new(file!(), line!(), column!())`.
    #[must_use]
    pub const fn new(file: &'static str, line: u32, column: u32) -> Self {
        Self { file, line, column }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Returns the part after the last dot of a path.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
