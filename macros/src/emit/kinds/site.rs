//! A node, and the names of its generated items.

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

    /// Returns the constant with the inference of the node.
    pub(super) fn infer(self) -> Ident {
        constant("INFER", self.id.0)
    }

    /// Returns an expression of type `bool`: whether the inference of the node has no error.
    pub(super) fn is_right(self) -> TokenStream {
        let (plumbing, infer, count) = (self.names.plumbing(), self.infer(), self.count());
        quote!(#plumbing::is_right(&#infer, #count))
    }

    /// Returns the constant that says whether the shapes of the node have no error, for kinds that check more than the
    /// inference.
    pub(super) fn right(self) -> Ident {
        constant("RIGHT", self.id.0)
    }

    /// Returns the item that holds the inference of the node, without its value: `static INFER_3: Inference`. A
    /// reference to a static costs rustc nothing, and one to a constant a copy; an editor evaluates only constants.
    pub(super) fn inference(self) -> TokenStream {
        inference(self.names, &self.infer())
    }

    /// Returns the number of the node.
    pub(super) fn number(self) -> Literal {
        Literal::usize_unsuffixed(self.id.0)
    }

    /// Returns the number of values that the node returns.
    pub(super) fn count(self) -> Literal {
        Literal::usize_unsuffixed(self.node.outputs.len())
    }

    /// Returns expressions of the shapes of the inputs.
    pub(super) fn inputs(self) -> Vec<TokenStream> {
        self.node.inputs.values.iter().map(|&value| value_shape(self.names, value)).collect()
    }
}

/// Returns the item that holds an inference under this name; see [`Site::inference`].
pub(crate) fn inference(names: &Names<'_>, name: &Ident) -> TokenStream {
    let plumbing = names.plumbing();
    if names.in_editor() {
        quote!(const #name: #plumbing::Inference)
    } else {
        quote!(static #name: #plumbing::Inference)
    }
}
