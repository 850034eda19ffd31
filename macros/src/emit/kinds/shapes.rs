//! The shapes of values, in the fit graph and in the predict graph.
//!
//! Invariant: an error in a shape that the user wrote is reported once, at its brackets; the shape is then poison.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::site::inferred;
use crate::emit::names::{Names, constant};
use crate::emit::spans::Place;
use crate::model::{Dims, NodeId, Origin, ValueId};

/// Returns an expression of the shape of a value in the fit graph.
pub(crate) fn value_shape(names: &Names<'_>, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    match names.pipeline.values[value.0].origin {
        Origin::Node { node, output } => {
            let (infer, output) = (inferred(names, node), Literal::usize_unsuffixed(output));
            quote!(#plumbing::Inference::output(&#infer, #output))
        }
        _ => {
            let shape = constant("SHAPE", value.0);
            quote!(#shape)
        }
    }
}

/// Returns the place of the inference of a node in the predict graph.
pub(crate) fn predicted(names: &Names<'_>, id: NodeId) -> TokenStream {
    if !names.pipeline.nodes[id.0].has_predict_shapes {
        return inferred(names, id);
    }
    if names.in_editor() {
        return constant("PREDICTED", id.0).into_token_stream();
    }
    let number = Literal::usize_unsuffixed(id.0);
    quote!(PREDICTED[#number])
}

/// Returns an expression of the shape of a value in the predict graph.
pub(crate) fn predicted_shape(names: &Names<'_>, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    match names.pipeline.values[value.0].origin {
        Origin::Node { node, output } => {
            let (inferred, output) = (predicted(names, node), Literal::usize_unsuffixed(output));
            quote!(#plumbing::Inference::output(&#inferred, #output))
        }
        _ => value_shape(names, value),
    }
}

/// Returns the constant `shape` with a shape that the user wrote, and adds its check.
pub(crate) fn declared_shape(names: &Names<'_>, shape: &Ident, dims: &Dims) -> TokenStream {
    let plumbing = names.plumbing();
    let text = format!("[{}]", dims.axes.join(", "));
    let constants = if dims.constants.is_empty() {
        quote!(&[])
    } else {
        let list = names.constants(shape);
        quote!(&#list)
    };
    let declared = format_ident!("{shape}_DECLARED");
    names.check(Place::token(dims.span).call("__require_dims", quote!(&#declared)));
    quote! {
        const #declared: #plumbing::DeclaredDims = #plumbing::declare_dims(#text, #constants);
        const #shape: #plumbing::Shape = #plumbing::DeclaredDims::shape(&#declared);
    }
}

/// Returns the origin of sizes that are new at a node; 0 is the origin of sizes that the user wrote.
pub(crate) fn origin(id: NodeId) -> Literal {
    Literal::usize_unsuffixed(id.0 + 1)
}
