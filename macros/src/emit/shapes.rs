//! The shape of every value, and one check for every node: what rustc evaluates.
//!
//! Invariant: one `const` per node and per value, each small; a check stands at its step's token and nowhere else.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::names::{Names, constant};
use super::spans::Place;
use crate::model::{Dims, Node, NodeId, NodeKind, Origin, ValueId, ValueType};

/// `SHAPE_v` for all values, `INFER_k` and `RIGHT_k` for all nodes, and the checks.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let mut consts = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        match &value.origin {
            Origin::Input(ty) | Origin::FitInput(ty) => consts.extend(input_shape(names, ValueId(index), ty)),
            Origin::Unknown => {
                let expand = names.expand();
                let shape = constant("SHAPE", index);
                consts.extend(quote!(const #shape: #expand::Shape = #expand::Shape::POISON;));
            }
            Origin::Node { .. } => {}
        }
    }
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        consts.extend(match &node.kind {
            NodeKind::Step { text, .. } => step_shapes(names, NodeId(index), node, text),
            NodeKind::Expect(dims) => expected_shape(names, NodeId(index), node, dims),
        });
    }
    consts.extend(promises(names));
    consts
}

/// `Shape` text and constants of dims: `("[n, K]", &[("K", K as i64)])`. The constants are the user's tokens.
fn shape_arguments(dims: &Dims) -> (String, TokenStream) {
    let text = format!("[{}]", dims.axes.join(", "));
    let pairs = dims.constants.iter().map(|name| {
        let text = name.to_string();
        let number = quote_spanned!(name.span()=> #name as i64);
        quote!((#text, #number))
    });
    (text, quote!(&[#(#pairs),*]))
}

fn input_shape(names: &Names<'_>, value: ValueId, ty: &ValueType) -> TokenStream {
    let expand = names.expand();
    let shape = constant("SHAPE", value.0);
    match &ty.dims {
        None => quote!(const #shape: #expand::Shape = #expand::Shape::SCALAR;),
        Some(dims) => declared_shape(names, &shape, dims),
    }
}

/// A shape that the user wrote. A mistake in it is reported at its brackets, and the shape is poison.
fn declared_shape(names: &Names<'_>, shape: &proc_macro2::Ident, dims: &Dims) -> TokenStream {
    let expand = names.expand();
    let (text, constants) = shape_arguments(dims);
    let declared = format_ident!("{shape}_DECLARED");
    let checked = Place::token(dims.span).call("__require_dims", quote!(&#declared));
    quote! {
        const #declared: #expand::DeclaredDims = #expand::declare_dims(#text, #constants);
        const _: () = #checked;
        const #shape: #expand::Shape = #declared.shape();
    }
}

fn step_shapes(names: &Names<'_>, id: NodeId, node: &Node, text: &str) -> TokenStream {
    let expand = names.expand();
    let krate = names.krate;
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let step = names.step(id);
    let span = node.span;
    let inputs: Vec<_> = node.inputs.values.iter().map(|value| constant("SHAPE", value.0)).collect();
    let sources = node.inputs.values.iter().map(|value| &names.pipeline.values[value.0].label);
    let (targets, target_sources) = match &node.fit {
        None => (quote!(#expand::Targets::None), Vec::new()),
        Some(fit) => {
            let shapes = fit.values.iter().map(|value| constant("SHAPE", value.0));
            let sources =
                fit.values.iter().map(|value| names.pipeline.values[value.0].label.clone()).collect();
            (quote!(#expand::Targets::Given(&[#(#shapes),*])), sources)
        }
    };
    let origin = origin(id);
    let count = Literal::usize_unsuffixed(node.outputs.len());
    let signature = quote_spanned!(span=> <#step as #krate::step::Step>::SIGNATURE);
    let edge = quote! {
        &#expand::ShapeEdge {
            step: #text,
            signature: &#signature,
            inputs: &[#(#inputs),*],
            sources: &[#(#sources),*],
            targets: #targets,
            target_sources: &[#(#target_sources),*],
            origin: #origin,
        }
    };
    let check = Place::step(node).call("__require_step", quote!(&#infer, EDGE, #count));
    let outputs = output_shapes(names, node, &infer);
    quote! {
        const #infer: #expand::Inference = #expand::infer(&#signature, &[#(#inputs),*], #targets, #origin);
        const #right: bool = #expand::is_right(&#infer, #count);
        #outputs
        const _: () = {
            const EDGE: &#expand::ShapeEdge<'static> = #edge;
            #check
        };
    }
}

fn output_shapes(names: &Names<'_>, node: &Node, infer: &proc_macro2::Ident) -> TokenStream {
    let expand = names.expand();
    let shapes = node.outputs.iter().enumerate().map(|(output, value)| {
        let shape = constant("SHAPE", value.0);
        let output = Literal::usize_unsuffixed(output);
        quote!(const #shape: #expand::Shape = #infer.output(#output);)
    });
    quote!(#(#shapes)*)
}

fn expected_shape(names: &Names<'_>, id: NodeId, node: &Node, dims: &Dims) -> TokenStream {
    let expand = names.expand();
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let (found, label) = match node.inputs.values.first() {
        Some(value) => (constant("SHAPE", value.0), names.pipeline.values[value.0].label.as_str()),
        None => return TokenStream::new(),
    };
    let expected = constant("EXPECTED", id.0);
    let declared = declared_shape(names, &expected, dims);
    let check = Place::token(dims.span).call("__require_promise", quote!(&#infer, EXPECTATION));
    let outputs = output_shapes(names, node, &infer);
    quote! {
        #declared
        const #infer: #expand::Inference = #expand::expect_shape(#found, #expected);
        const #right: bool = #expand::is_right(&#infer, 1);
        #outputs
        const _: () = {
            const EXPECTATION: &#expand::Promise<'static> =
                &#expand::Promise { promiser: "", value: #label, found: #found, promised: #expected };
            #check
        };
    }
}

/// `OUTPUT_i`, the shape that the pipeline gives: the promised one where there is a promise.
fn promises(names: &Names<'_>) -> TokenStream {
    let expand = names.expand();
    let mut consts = TokenStream::new();
    let promiser = names.pipeline.name.to_string();
    for (index, output) in names.pipeline.outputs.iter().enumerate() {
        let given = constant("OUTPUT", index);
        let right = constant("KEPT", index);
        let found = constant("SHAPE", output.value.0);
        let promise = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index));
        let Some(promise) = promise else {
            consts.extend(quote! {
                const #given: #expand::Shape = #found;
                const #right: bool = !#found.is_poison();
            });
            continue;
        };
        let promised = constant("PROMISED", index);
        let label = &names.pipeline.values[output.value.0].label;
        let (declared, span) = match &promise.dims {
            Some(dims) => (declared_shape(names, &promised, dims), dims.span),
            None => (quote!(const #promised: #expand::Shape = #expand::Shape::SCALAR;), promise.span),
        };
        let infer = constant("KEEPS", index);
        let check = Place::token(span).call("__require_promise", quote!(&#infer, PROMISE));
        consts.extend(quote! {
            #declared
            const #infer: #expand::Inference = #expand::expect_shape(#found, #promised);
            const #given: #expand::Shape = #infer.output(0);
            const #right: bool = #expand::is_right(&#infer, 1);
            const _: () = {
                const PROMISE: &#expand::Promise<'static> =
                    &#expand::Promise { promiser: #promiser, value: #label, found: #found, promised: #promised };
                #check
            };
        });
    }
    consts
}

/// The number that sizes born at a node carry; 0 is for sizes that the user wrote.
pub(super) fn origin(id: NodeId) -> Literal {
    Literal::usize_unsuffixed(id.0 + 1)
}

/// Where nothing of the user's is meant.
pub(super) fn nowhere() -> Span {
    Span::mixed_site()
}
