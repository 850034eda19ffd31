//! An edge: one value on its way from the node that makes it to one that takes it.
//!
//! Invariant: a value taken twice, even by one node, is two edges; `position` tells a node's inputs apart.

use std::fmt;

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
    /// The type of an array.
    pub fn new(element: impl Into<String>, rust_type: impl Into<String>, shape: impl Into<String>) -> Self {
        Self { element: element.into(), rust_type: rust_type.into(), shape: shape.into() }
    }

    /// The type of a value that is no array.
    pub fn plain(element: impl Into<String>, rust_type: impl Into<String>) -> Self {
        Self::new(element, rust_type, "")
    }
}

impl fmt::Display for EdgeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        label(f, &self.element, &self.shape)
    }
}

/// One value on its way to one of its consumers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// The element as the user wrote it: `f32`, `String`, `Customer`.
    pub element: String,
    /// The whole Rust type of the value.
    pub rust_type: String,
    /// The shape, `[n, 64]`; empty for a plain value.
    pub shape: String,
    /// Whether the value is transformed or learnt against, or the step that made it undone or applied again.
    pub role: EdgeRole,
    /// Whether the value flows only while fitting.
    pub fit_only: bool,
    /// Which output of the source it is.
    pub output: usize,
    /// Which input of the target it is; data and targets are counted apart.
    pub position: usize,
    /// The nested pipelines that hand the value on untouched, outermost last: indices into
    /// [`Graph::clusters`](super::Graph::clusters). Nearly always empty.
    pub through: Vec<usize>,
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        label(f, &self.element, &self.shape)
    }
}

/// What a step does with an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeRole {
    /// It transforms it.
    Data,
    /// It learns against it: the value stands in `.fit(..)`.
    Target,
    /// It undoes the fitted step that made it: the step is used, and the value itself does not flow.
    Undone,
    /// It applies the fitted step that made it to its own inputs: the step is used, and the value itself does not flow.
    Reused,
}

fn label(f: &mut fmt::Formatter<'_>, element: &str, shape: &str) -> fmt::Result {
    match (element, shape) {
        (element, "") => f.write_str(element),
        ("", shape) => f.write_str(shape),
        (element, shape) => write!(f, "{element} {shape}"),
    }
}
