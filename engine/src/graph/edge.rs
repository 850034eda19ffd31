//! [`Edge`]: one use of a value, from the node whose output it is to a node whose input it is.
//!
//! Invariant: a value that is used twice, even by one node, is two edges; `position` distinguishes the inputs of a node.

use std::fmt;

use crate::step::Features;

/// The type and shape of a value.
///
/// ```
/// use shapeflow::graph::EdgeType;
///
/// let pixels = EdgeType::new("f32", "ArcArray2<f32>", "[n, 64]");
/// assert_eq!(pixels.to_string(), "f32 [n, 64]");
/// assert_eq!(EdgeType::plain("Customer", "crate::Customer").to_string(), "Customer");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EdgeType {
    /// The element as the user wrote it: `f32`, `String`, `Customer`.
    pub element: String,
    /// The whole Rust type of the value.
    pub rust_type: String,
    /// The shape, `[n, 64]`; empty for a plain value.
    pub shape: String,
}

impl EdgeType {
    /// Creates the type of an array.
    pub fn new(element: impl Into<String>, rust_type: impl Into<String>, shape: impl Into<String>) -> Self {
        Self { element: element.into(), rust_type: rust_type.into(), shape: shape.into() }
    }

    /// Creates the type of a value that is not an array.
    pub fn plain(element: impl Into<String>, rust_type: impl Into<String>) -> Self {
        Self::new(element, rust_type, "")
    }
}

impl fmt::Display for EdgeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        label(f, &self.element, &self.shape)
    }
}

/// One use of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// The element as the user wrote it: `f32`, `String`, `Customer`.
    pub element: String,
    /// The whole Rust type of the value.
    pub rust_type: String,
    /// The shape, `[n, 64]`; empty for a plain value.
    pub shape: String,
    /// The names of the features, in a graph [with those of a model](super::Graph::with_features).
    pub features: Option<Features>,
    /// How the target node uses the value, or the fitted step that made it.
    pub role: EdgeRole,
    /// Whether the value flows only while fitting.
    pub fit_only: bool,
    /// The index of the output of the source node.
    pub output: usize,
    /// The index of the input of the target node; data and targets are counted separately.
    pub position: usize,
    /// The nested pipelines that pass the value on unchanged, outermost last: indices into
    /// [`Graph::clusters`](super::Graph::clusters). Nearly always empty.
    pub through: Vec<usize>,
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        label(f, &self.element, &self.shape)
    }
}

/// How a step uses an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeRole {
    /// The step transforms the value.
    Data,
    /// The step learns against the value, which is in `.fit(..)`.
    Target,
    /// The step applies the inverse of the fitted step that made the value; the value itself does not flow.
    Undone,
    /// The step applies the fitted step that made the value to other inputs; the value itself does not flow.
    Reused,
}

fn label(f: &mut fmt::Formatter<'_>, element: &str, shape: &str) -> fmt::Result {
    match (element, shape) {
        (element, "") => f.write_str(element),
        ("", shape) => f.write_str(shape),
        (element, shape) => write!(f, "{element} {shape}"),
    }
}
