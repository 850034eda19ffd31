//! The shape of every value, and one check for every node: what rustc evaluates.
//!
//! Invariant: one `const` per node and per value, each small; a check stands at its step's token and nowhere else.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::edge::Edge;
use super::names::{Names, constant};
use super::spans::Place;
use crate::model::{Dims, Node, NodeId, NodeKind, Origin, Pipeline, ValueId, ValueType};

/// `SHAPE_v` for all inputs, `INFER_k` and `RIGHT_k` for all nodes, and the checks.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let mut consts = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        match &value.origin {
            Origin::Input(ty) | Origin::FitInput(ty) => consts.extend(input_shape(names, ValueId(index), ty)),
            Origin::Unknown => {
                let plumbing = names.plumbing();
                let shape = constant("SHAPE", index);
                consts.extend(quote!(const #shape: #plumbing::Shape = #plumbing::Shape::POISON;));
            }
            Origin::Node { .. } => {}
        }
    }
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        consts.extend(match &node.kind {
            NodeKind::Step { .. } if !super::choice::arms(node).is_empty() => {
                super::choice::shapes::emit(names, NodeId(index), node)
            }
            NodeKind::Step { text, .. } => step_shapes(names, NodeId(index), node, text),
            NodeKind::Expect(dims) => expected_shape(names, NodeId(index), node, dims),
            NodeKind::Inverse { text, .. } => super::reuse::inverse_shapes(names, NodeId(index), node, text),
            NodeKind::Again { text, .. } => super::reuse::shapes_again(names, NodeId(index), node, text),
        });
    }
    consts.extend(predicted_shapes(names));
    consts.extend(promises(names));
    consts
}

/// The constants in the dims that the user wrote: `[("K", K as i64)]` for each shape. They stand outside of the block
/// of generated code, whose own constants would hide the user's.
pub(super) fn constants(names: &Names<'_>) -> TokenStream {
    let Pipeline { values, nodes, outputs, promise, .. } = names.pipeline;
    let inputs = values.iter().enumerate().filter_map(|(index, value)| match &value.origin {
        Origin::Input(ty) | Origin::FitInput(ty) => Some((constant("SHAPE", index), ty.dims.as_ref()?)),
        _ => None,
    });
    let expected = nodes.iter().enumerate().filter_map(|(index, node)| match &node.kind {
        NodeKind::Expect(dims) => Some((constant("EXPECTED", index), dims)),
        NodeKind::Step { .. } | NodeKind::Inverse { .. } | NodeKind::Again { .. } => None,
    });
    let promised = promise.iter().flatten().take(outputs.len()).enumerate();
    let promised = promised.filter_map(|(index, ty)| Some((constant("PROMISED", index), ty.dims.as_ref()?)));
    let declared = inputs.chain(expected).chain(promised);
    declared
        .filter(|(_, dims)| !dims.constants.is_empty())
        .map(|(shape, dims)| {
            let list = names.constants(&shape);
            // By value: rust-analyzer does not find the names behind a reference in another constant.
            let count = Literal::usize_unsuffixed(dims.constants.len());
            let pairs = dims.constants.iter().map(|name| {
                let text = name.to_string();
                let number = quote_spanned!(name.span()=> #name as i64);
                quote!((#text, #number))
            });
            quote! {
                #[doc(hidden)]
                #[allow(
                    non_upper_case_globals, trivial_numeric_casts, clippy::cast_possible_wrap, clippy::cast_lossless,
                    clippy::unnecessary_cast
                )]
                const #list: [(&str, i64); #count] = [#(#pairs),*];
            }
        })
        .collect()
}

fn input_shape(names: &Names<'_>, value: ValueId, ty: &ValueType) -> TokenStream {
    let plumbing = names.plumbing();
    let shape = constant("SHAPE", value.0);
    match &ty.dims {
        None => quote!(const #shape: #plumbing::Shape = #plumbing::Shape::SCALAR;),
        Some(dims) => declared_shape(names, &shape, dims),
    }
}

/// A shape that the user wrote. A mistake in it is reported at its brackets, and the shape is poison.
fn declared_shape(names: &Names<'_>, shape: &proc_macro2::Ident, dims: &Dims) -> TokenStream {
    let plumbing = names.plumbing();
    let text = format!("[{}]", dims.axes.join(", "));
    let constants = if dims.constants.is_empty() {
        quote!(&[])
    } else {
        let list = names.constants(shape);
        quote!(&#list)
    };
    let declared = format_ident!("{shape}_DECLARED");
    let checked = names.check(&Place::token(dims.span).call("__require_dims", quote!(&#declared)));
    quote! {
        const #declared: #plumbing::DeclaredDims = #plumbing::declare_dims(#text, #constants);
        #checked
        const #shape: #plumbing::Shape = #plumbing::DeclaredDims::shape(&#declared);
    }
}

fn step_shapes(names: &Names<'_>, id: NodeId, node: &Node, text: &str) -> TokenStream {
    let plumbing = names.plumbing();
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let count = Literal::usize_unsuffixed(node.outputs.len());
    let edge = Edge::of(names, id, node, text, names.signature(id));
    let Edge { signature, inputs, targets, origin, .. } = &edge;
    let place = Place::step(node);
    // The message is made only where there is one.
    let require = place.call("__require_step", quote!(&#infer, #edge, #count));
    let check = names.check(&quote!(if !#right { #require }));
    quote! {
        const #infer: #plumbing::Inference = #plumbing::infer(&#signature, &[#(#inputs),*], #targets, #origin);
        const #right: bool = #plumbing::is_right(&#infer, #count);
        #check
    }
}

/// An expression of the shape of a value.
pub(super) fn value_shape(names: &Names<'_>, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    match names.pipeline.values[value.0].origin {
        Origin::Node { node, output } => {
            let (infer, output) = (constant("INFER", node.0), Literal::usize_unsuffixed(output));
            quote!(#plumbing::Inference::output(&#infer, #output))
        }
        _ => {
            let shape = constant("SHAPE", value.0);
            quote!(#shape)
        }
    }
}

fn expected_shape(names: &Names<'_>, id: NodeId, node: &Node, dims: &Dims) -> TokenStream {
    let plumbing = names.plumbing();
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let (found, label) = match node.inputs.values.first() {
        Some(&value) => (value_shape(names, value), names.pipeline.values[value.0].label.as_str()),
        None => return TokenStream::new(),
    };
    let expected = constant("EXPECTED", id.0);
    let declared = declared_shape(names, &expected, dims);
    let check = Place::token(dims.span).call("__require_promise", quote!(&#infer, EXPECTATION));
    let check = names.check(&quote!({
        const EXPECTATION: &#plumbing::Promise<'static> =
            &#plumbing::Promise { promiser: "", value: #label, found: #found, promised: #expected };
        #check
    }));
    quote! {
        #declared
        const #infer: #plumbing::Inference = #plumbing::expect_shape(#found, #expected);
        const #right: bool = #plumbing::is_right(&#infer, 1);
        #check
    }
}

/// `PREDICTED_k`, what is inferred in the predict graph, for the nodes where it differs: those behind a step that acts
/// only while fitting.
fn predicted_shapes(names: &Names<'_>) -> TokenStream {
    let (plumbing, pipeline) = (names.plumbing(), names.pipeline);
    let mut consts = TokenStream::new();
    for (index, node) in pipeline.nodes.iter().enumerate().filter(|(_, node)| node.is_moved) {
        let id = NodeId(index);
        let (name, origin) = (constant("PREDICTED", index), origin(id));
        let inputs: Vec<_> = node.inputs.values.iter().map(|&value| predicted_shape(names, value)).collect();
        let inferred = match &node.kind {
            _ if node.passes => quote!(#plumbing::passed_on(&[#(#inputs),*])),
            NodeKind::Step { .. } if !super::choice::arms(node).is_empty() => {
                let (arms, inferred) = super::choice::shapes::predicted(names, id, node, &inputs);
                consts.extend(arms);
                inferred
            }
            NodeKind::Step { text, .. } => {
                let (signature, right) = (names.signature(id), constant("RIGHT", index));
                let count = Literal::usize_unsuffixed(node.outputs.len());
                let edge =
                    Edge::of(names, id, node, text, signature.clone()).fitted_at(id).with_inputs(&inputs);
                // What is wrong in the fit graph has been reported there.
                let check = Place::step(node).call("__require_step", quote!(&#name, #edge, #count));
                consts.extend(names.check(&quote!(if #right { #check })));
                quote!(#plumbing::infer(&#signature, &[#(#inputs),*], #plumbing::Targets::Fitted, #origin))
            }
            NodeKind::Expect(_) => {
                let expected = constant("EXPECTED", index);
                quote!(#plumbing::expect_shape(#(#inputs)*, #expected))
            }
            NodeKind::Inverse { .. } => {
                let (signature, fitted_on) = match pipeline.reused(node) {
                    None => (quote!(#plumbing::Signature::POISON), Vec::new()),
                    Some(undone) => {
                        let inverse = super::reuse::inverse_of(names, undone);
                        let fitted_on = &pipeline.nodes[undone.0].inputs.values;
                        let fitted_on = fitted_on.iter().map(|&value| value_shape(names, value));
                        (quote!(#inverse::SIGNATURE), fitted_on.collect())
                    }
                };
                quote!(#plumbing::infer_inverse(&#signature, &[#(#fitted_on),*], &[#(#inputs),*], #origin))
            }
            NodeKind::Again { of: Some(of), .. } if pipeline.expected_again(node).is_some() => {
                let expected = constant("EXPECTED", of.0);
                quote!(#plumbing::expect_again(#(#inputs)*, #expected))
            }
            NodeKind::Again { of: Some(of), .. } if pipeline.reused(node).is_some() => {
                let fitted_on = &pipeline.nodes[of.0].inputs.values;
                let fitted_on: Vec<_> = fitted_on.iter().map(|&value| value_shape(names, value)).collect();
                super::reuse::inferred_again(names, *of, &fitted_on, &inputs)
            }
            NodeKind::Again { .. } => {
                let infer = constant("INFER", index);
                quote!(#infer)
            }
        };
        consts.extend(quote!(const #name: #plumbing::Inference = #inferred;));
    }
    consts
}

/// The constant with what is inferred of a node in the predict graph.
pub(super) fn predicted(names: &Names<'_>, id: NodeId) -> proc_macro2::Ident {
    let is_moved = names.pipeline.nodes[id.0].is_moved;
    constant(if is_moved { "PREDICTED" } else { "INFER" }, id.0)
}

/// An expression of the shape that a value has in the predict graph.
fn predicted_shape(names: &Names<'_>, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    match names.pipeline.values[value.0].origin {
        Origin::Node { node, output } => {
            let (inferred, output) = (predicted(names, node), Literal::usize_unsuffixed(output));
            quote!(#plumbing::Inference::output(&#inferred, #output))
        }
        _ => value_shape(names, value),
    }
}

/// `OUTPUT_i`, the shape that the pipeline gives: the promised one where there is a promise.
fn promises(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let mut consts = TokenStream::new();
    let promiser = names.pipeline.name.to_string();
    for (index, output) in names.pipeline.outputs.iter().enumerate() {
        let given = constant("OUTPUT", index);
        let right = constant("KEPT", index);
        let found = predicted_shape(names, output.value);
        let promise = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index));
        let Some(promise) = promise else {
            consts.extend(quote! {
                const #given: #plumbing::Shape = #found;
                const #right: bool = !#plumbing::Shape::is_poison(&#found);
            });
            continue;
        };
        let promised = constant("PROMISED", index);
        let label = &names.pipeline.values[output.value.0].label;
        let (declared, span) = match &promise.dims {
            Some(dims) => (declared_shape(names, &promised, dims), dims.span),
            None => (quote!(const #promised: #plumbing::Shape = #plumbing::Shape::SCALAR;), promise.span),
        };
        let infer = constant("KEEPS", index);
        let check = Place::token(span).call("__require_promise", quote!(&#infer, PROMISE));
        let check = names.check(&quote!({
            const PROMISE: &#plumbing::Promise<'static> =
                &#plumbing::Promise { promiser: #promiser, value: #label, found: #found, promised: #promised };
            #check
        }));
        consts.extend(quote! {
            #declared
            const #infer: #plumbing::Inference = #plumbing::expect_shape(#found, #promised);
            const #given: #plumbing::Shape = #plumbing::Inference::output(&#infer, 0);
            const #right: bool = #plumbing::is_right(&#infer, 1);
            #check
        });
    }
    consts
}

/// The number that sizes born at a node carry; 0 is for sizes that the user wrote.
pub(super) fn origin(id: NodeId) -> Literal {
    Literal::usize_unsuffixed(id.0 + 1)
}
