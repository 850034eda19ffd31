//! A node, and the names of its generated items.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

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

    /// Returns the place of the inference of the node.
    pub(super) fn infer(self) -> TokenStream {
        inferred(self.names, self.id)
    }

    /// Returns an expression of type `bool`: whether the inference of the node has no error.
    pub(super) fn is_right(self) -> TokenStream {
        if self.names.in_editor() {
            let (plumbing, infer, count) = (self.names.plumbing(), self.infer(), self.count());
            return quote!(#plumbing::Inference::is_right(&#infer, #count));
        }
        let number = self.number();
        quote!(RIGHT[#number])
    }

    /// Returns the constant that says whether the shapes of the node have no error, for kinds that check more than the
    /// inference.
    pub(super) fn right(self) -> Ident {
        constant("RIGHT", self.id.0)
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

/// Returns the place of the inference of a node in the fit graph: `SHAPES[3]`. For an editor, which evaluates only small
/// constants, it is a constant of the node.
pub(super) fn inferred(names: &Names<'_>, id: NodeId) -> TokenStream {
    if names.in_editor() {
        return constant("INFER", id.0).into_token_stream();
    }
    let number = Literal::usize_unsuffixed(id.0);
    quote!(SHAPES[#number])
}

/// Returns the item that holds an inference under this name, without its value. A reference to a static costs rustc
/// nothing, and one to a constant a copy; an editor evaluates only constants.
pub(crate) fn inference(names: &Names<'_>, name: &Ident) -> TokenStream {
    let plumbing = names.plumbing();
    if names.in_editor() {
        quote!(const #name: #plumbing::Inference)
    } else {
        quote!(static #name: #plumbing::Inference)
    }
}
