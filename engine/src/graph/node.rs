//! A node: one input, one step or one output of a pipeline.
//!
//! Invariant: `path` is unique among a graph's inputs and steps; an output may share its name with a step.

use std::fmt;

use super::EdgeType;

/// One input, step or output of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// Where it is, from the outermost pipeline: `strokes.pca`.
    pub path: String,
    /// The step as the user wrote it: `Pca<12>`; the name, for an input or an output.
    pub step: String,
    /// What sort of node it is.
    pub kind: NodeKind,
    /// Whether it exists only while fitting.
    pub fit_only: bool,
    /// Whether each row of its output depends on the same row of its inputs alone.
    pub rowwise: bool,
    /// Where the user wrote it.
    pub source: Location,
    /// The types and shapes of its outputs; none for an output.
    pub outputs: Vec<EdgeType>,
    /// The innermost cluster it lies in: an index into [`Graph::clusters`](super::Graph::clusters).
    pub cluster: Option<usize>,
}

impl Node {
    /// The last part of the path: `pca` of `strokes.pca`.
    #[must_use]
    pub fn name(&self) -> &str {
        last_part(&self.path)
    }

    /// Whether it is one of the pipeline's steps: neither an input nor an output.
    #[must_use]
    pub fn is_step(&self) -> bool {
        matches!(self.kind, NodeKind::Transform | NodeKind::Learner | NodeKind::Expect)
    }
}

/// The sorts of nodes.
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
    /// A check at run time of a shape that only data can tell.
    Expect,
    /// A result of the pipeline.
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
    /// The file, as `file!()` gives it.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl Location {
    /// A place: `Location::new(file!(), line!(), column!())`.
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

/// What follows the last dot of a path.
pub(super) fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
