//! A node, and the names of what is emitted for it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

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

    /// Returns an expression that says whether the shapes of the node are right.
    pub(super) fn is_right(self) -> TokenStream {
        let (plumbing, infer, count) = (self.names.plumbing(), self.infer(), self.count());
        quote!(#plumbing::is_right(&#infer, #count))
    }

    /// Returns the name of the constant that says so, where more is asked than that.
    pub(super) fn right(self) -> Ident {
        constant("RIGHT", self.id.0)
    }

    /// The item that holds what is inferred of the node, without its value: `static INFER_3: Inference`. A reference to a
    /// static costs rustc nothing, one to a constant a copy of it; an editor evaluates constants alone.
    pub(super) fn inference(self) -> TokenStream {
        inference(self.names, &self.infer())
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

/// As [`Site::inference`].
pub(crate) fn inference(names: &Names<'_>, name: &Ident) -> TokenStream {
    let plumbing = names.plumbing();
    if names.in_editor() {
        quote!(const #name: #plumbing::Inference)
    } else {
        quote!(static #name: #plumbing::Inference)
    }
}
