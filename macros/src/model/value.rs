//! Values on the edges of the graph, and the numbers of values and nodes.

use proc_macro2::Ident;

use crate::parse::syntax::ValueType;

/// Index into [`Pipeline::values`](super::Pipeline::values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ValueId(pub(crate) usize);

/// Index into [`Pipeline::nodes`](super::Pipeline::nodes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// A value on an edge.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) origin: Origin,
    /// The name of the input or equation whose result this value is; `None` for a value inside a chain.
    pub(crate) name: Option<Ident>,
    /// The value's name in error messages: its name, or for a value inside a chain the step as written.
    pub(crate) label: String,
    /// The value exists only in the fit graph.
    pub(crate) fit_only: bool,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// An input of the pipeline.
    Input(ValueType),
    /// An input that exists only while fitting.
    FitInput(ValueType),
    /// Output number `output` of a node.
    Node { node: NodeId, output: usize },
    /// A reported error: in the source of this value, or in the type of this input.
    Unknown,
}
