//! A node, and the names of what is emitted for it.

use proc_macro2::{Ident, Literal, TokenStream};

use super::shapes::value_shape;
use crate::emit::names::{Names, constant};
use crate::model::{Node, NodeId};

/// A node for which code is emitted.
#[derive(Clone, Copy)]
pub(super) struct Site<'model> {
    pub(super) names: &'model Names<'model>,
    pub(super) id: NodeId,
    pub(super) node: &'model Node,
}

impl<'model> Site<'model> {
    pub(super) fn new(names: &'model Names<'model>, id: NodeId) -> Self {
        Self { names, id, node: &names.pipeline.nodes[id.0] }
    }

    /// The constant with what is inferred of the node.
    pub(super) fn infer(self) -> Ident {
        constant("INFER", self.id.0)
    }

    /// The constant that says whether the node has no mistake.
    pub(super) fn right(self) -> Ident {
        constant("RIGHT", self.id.0)
    }

    /// The number of the node.
    pub(super) fn number(self) -> Literal {
        Literal::usize_unsuffixed(self.id.0)
    }

    /// How many values the node returns.
    pub(super) fn count(self) -> Literal {
        Literal::usize_unsuffixed(self.node.outputs.len())
    }

    /// Expressions of the shapes of the inputs.
    pub(super) fn inputs(self) -> Vec<TokenStream> {
        self.node.inputs.values.iter().map(|&value| value_shape(self.names, value)).collect()
    }
}
