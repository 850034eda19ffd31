//! The shapes that the user wrote, and the check of each node, which rustc evaluates at compile time.
//!
//! Invariant: rustc infers the shapes from the table, in one constant for all nodes; a check has the span of its step and
//! no other.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::kinds::{self, declared_shape, predicted_shape, value_shape};
use super::names::{Names, constant};
use super::spans::Place;
use crate::model::{Dims, NodeId, Origin, Pipeline, ValueId, ValueType};

/// Returns `SHAPE_v` for all inputs, and the constants and checks of all nodes and outputs.
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
    for id in (0..names.pipeline.nodes.len()).map(NodeId) {
        let kind = kinds::of(names, id);
        consts.extend(kind.shapes());
        let inputs = || {
            let values = names.pipeline.nodes[id.0].inputs.values.iter();
            values.map(|&value| value_shape(names, value)).collect::<Vec<_>>()
        };
        consts.extend(for_editor(names, "INFER", id, || kind.inferred(&inputs())));
    }
    consts.extend(predicted_shapes(names));
    consts.extend(promises(names));
    consts
}

/// Returns the user's constants in the dims of each shape: `[("K", { let size: usize = K; size as i64 })]`. These lists are outside the block of
/// the generated code, whose own constants would hide the user's.
pub(super) fn constants(names: &Names<'_>) -> TokenStream {
    let Pipeline { values, nodes, outputs, promise, .. } = names.pipeline;
    let inputs = values.iter().enumerate().filter_map(|(index, value)| match &value.origin {
        Origin::Input(ty) | Origin::FitInput(ty) => Some((constant("SHAPE", index), ty.dims.as_ref()?)),
        _ => None,
    });
    let promised = promise.iter().flatten().take(outputs.len()).enumerate();
    let promised = promised.filter_map(|(index, ty)| Some((constant("PROMISED", index), ty.dims.as_ref()?)));
    let mut constants = TokenStream::new();
    constants.extend(inputs.map(|(shape, dims)| constants_in(names, &shape, dims)));
    for id in (0..nodes.len()).map(NodeId) {
        let kind = kinds::of(names, id);
        constants.extend(kind.declared().map(|(shape, dims)| constants_in(names, &shape, dims)));
    }
    constants.extend(promised.map(|(shape, dims)| constants_in(names, &shape, dims)));
    constants
}

/// Returns the list of the user's constants in the dims of the constant `shape`; nothing if there are none.
fn constants_in(names: &Names<'_>, shape: &Ident, dims: &Dims) -> TokenStream {
    if dims.constants.is_empty() {
        return TokenStream::new();
    }
    let (list, hidden) = (names.constants(shape), names.hidden());
    // By value: rust-analyzer does not find the names behind a reference in another constant.
    let count = Literal::usize_unsuffixed(dims.constants.len());
    let pairs = dims.constants.iter().map(|name| {
        let text = name.to_string();
        // A constant of another type than those of Rust's sizes is a mismatch of types.
        let number = quote_spanned!(name.span()=> { let size: usize = #name; size as i64 });
        quote!((#text, #number))
    });
    quote! {
        #hidden
        #[allow(
            non_upper_case_globals, trivial_numeric_casts, clippy::cast_possible_wrap, clippy::cast_lossless,
            clippy::unnecessary_cast
        )]
        const #list: [(&str, i64); #count] = [#(#pairs),*];
    }
}

fn input_shape(names: &Names<'_>, value: ValueId, ty: &ValueType) -> TokenStream {
    let plumbing = names.plumbing();
    let shape = constant("SHAPE", value.0);
    match &ty.dims {
        None => quote!(const #shape: #plumbing::Shape = #plumbing::Shape::SCALAR;),
        Some(dims) => declared_shape(names, &shape, dims),
    }
}

/// Returns the constants and checks of the predict graph for the nodes whose shapes differ there: the nodes after a
/// fit-only step.
fn predicted_shapes(names: &Names<'_>) -> TokenStream {
    let (plumbing, pipeline) = (names.plumbing(), names.pipeline);
    let mut consts = TokenStream::new();
    for (index, node) in pipeline.nodes.iter().enumerate().filter(|(_, node)| node.has_predict_shapes) {
        let inputs: Vec<_> = node.inputs.values.iter().map(|&value| predicted_shape(names, value)).collect();
        let inferred = if node.is_bypassed {
            quote!(#plumbing::passed_on(&[#(#inputs),*]))
        } else {
            let predicted = kinds::of(names, NodeId(index)).predicted(&inputs);
            consts.extend(predicted.before);
            predicted.inferred
        };
        consts.extend(for_editor(names, "PREDICTED", NodeId(index), || inferred));
    }
    consts
}

/// Returns the constant with the inference of a node, for an editor. For rustc, the table infers all nodes.
fn for_editor(
    names: &Names<'_>,
    name: &str,
    id: NodeId,
    inferred: impl FnOnce() -> TokenStream,
) -> TokenStream {
    if !names.in_editor() {
        return TokenStream::new();
    }
    let (plumbing, name, inferred) = (names.plumbing(), constant(name, id.0), inferred());
    quote!(const #name: #plumbing::Inference = #inferred;)
}

/// Returns `OUTPUT_i`, the shape of each output of the pipeline: the promised shape where there is a promise.
fn promises(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let mut consts = TokenStream::new();
    let promiser = names.pipeline.name.to_string();
    // What each promised output is and should be, for the message about two in each other's place.
    let promised =
        names.pipeline.outputs.iter().enumerate().take(names.pipeline.promise.as_ref().map_or(0, Vec::len));
    let outputs: Vec<TokenStream> = promised
        .map(|(index, output)| {
            let (found, promised) = (predicted_shape(names, output.value), constant("PROMISED", index));
            let label = &names.pipeline.values[output.value.0].label;
            quote!((#found, #promised, #label))
        })
        .collect();
    for (index, output) in names.pipeline.outputs.iter().enumerate() {
        let given = constant("OUTPUT", index);
        let right = constant("KEPT", index);
        let found = if output.leaks {
            quote!(#plumbing::Shape::POISON)
        } else {
            predicted_shape(names, output.value)
        };
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
        let inference = kinds::inference(names, &infer);
        let check = if outputs.len() > 1 {
            let arguments = quote!(&#infer, PROMISE, #index, &[#(#outputs),*]);
            Place::token(span).call("__require_promise_among", arguments)
        } else {
            Place::token(span).call("__require_promise", quote!(&#infer, PROMISE))
        };
        names.check(quote!({
            const PROMISE: &#plumbing::Promise<'static> =
                &#plumbing::Promise { promiser: #promiser, value: #label, found: #found, promised: #promised };
            #check
        }));
        consts.extend(quote! {
            #declared
            #inference = #plumbing::expect_shape(#found, #promised);
            const #given: #plumbing::Shape = #plumbing::Inference::output(&#infer, 0);
            const #right: bool = #plumbing::Inference::is_right(&#infer, 1);
        });
    }
    consts
}
