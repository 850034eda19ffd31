//! Nodes that use the fitted step of another: `inverse(label)`, and the copies that stand for `through(joined)`.
//!
//! Invariant: their shapes follow from the signature of that step and from what it was fitted on; a mistake of the step
//! itself is reported where it stands, and not again here.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::arguments::{list, slot, source};
use super::edge::Edge;
use super::names::{Names, constant, local, numbered};
use super::shapes::{origin, value_shape};
use super::spans::Place;
use super::structs::unspanned;
use crate::model::{Node, NodeId, NodeKind, ValueId};

/// An inverse takes what the signature of the step gives, and gives what it takes. Of a step without an inverse nothing is
/// said here: its types are looked at all the same.
pub(super) fn inverse_shapes(names: &Names<'_>, id: NodeId, node: &Node, text: &str) -> TokenStream {
    let plumbing = names.plumbing();
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let origin = origin(id);
    let Some(undone) = names.pipeline.reused(node) else { return poison(names, id) };
    let shapes =
        |values: &[ValueId]| -> Vec<_> { values.iter().map(|&value| value_shape(names, value)).collect() };
    let inputs = shapes(&node.inputs.values);
    let fitted_on = shapes(&names.pipeline.nodes[undone.0].inputs.values);
    let inverse = inverse_of(names, undone);
    let edge = Edge::of(names, id, node, text, quote!(#inverse::SIGNATURE)).fitted_at(id);
    let check = names.check(&Place::step(node).call("__require_step", quote!(&#infer, #edge, 1)));
    quote! {
        const #infer: #plumbing::Inference =
            #plumbing::infer_inverse(&#inverse::SIGNATURE, &[#(#fitted_on),*], &[#(#inputs),*], #origin);
        const #right: bool = #plumbing::is_right(&#infer, 1) || !#inverse::EXISTS;
        #check
    }
}

/// What stands behind a mistake.
fn poison(names: &Names<'_>, id: NodeId) -> TokenStream {
    let (plumbing, infer, right) = (names.plumbing(), constant("INFER", id.0), constant("RIGHT", id.0));
    quote! {
        const #infer: #plumbing::Inference = #plumbing::expect_shape(#plumbing::Shape::POISON, #plumbing::Shape::POISON);
        const #right: bool = false;
    }
}

/// A fitted step that is applied again takes other rows of what it was fitted on. Of several steps that a value goes
/// through, the first mistake is reported; a mistake of the step itself has been.
pub(super) fn shapes_again(names: &Names<'_>, id: NodeId, node: &Node, text: &str) -> TokenStream {
    let (plumbing, pipeline) = (names.plumbing(), names.pipeline);
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let NodeKind::Again { of: Some(of), after, .. } = &node.kind else { return poison(names, id) };
    let shapes =
        |values: &[ValueId]| -> Vec<_> { values.iter().map(|&value| value_shape(names, value)).collect() };
    let inputs = shapes(&node.inputs.values);
    let before = std::iter::once(of).chain(after).map(|before| constant("RIGHT", before.0));
    let before = quote!(#(#before)&&*);
    if pipeline.expected_again(node).is_some() {
        let expected = constant("EXPECTED", of.0);
        return quote! {
            const #infer: #plumbing::Inference = #plumbing::expect_again(#(#inputs)*, #expected);
            const #right: bool = #before && #plumbing::is_right(&#infer, 1);
        };
    }
    if pipeline.reused(node).is_none() {
        return poison(names, id);
    }
    let fitted_on = shapes(&pipeline.nodes[of.0].inputs.values);
    let count = Literal::usize_unsuffixed(node.outputs.len());
    // The first of several arms that is wrong is reported alone.
    let requires = signatures_again(names, *of).into_iter().map(|signature| {
        let edge = Edge::of(names, id, node, text, signature.clone()).fitted_at(*of);
        let again = infer_again(names, &signature, *of, &fitted_on, &inputs);
        Place::step(node).call("__require_reapplied", quote!(&#again, #edge, &[#(#fitted_on),*], #count))
    });
    let check = names.check(&quote!(if #before && !#right { #(#requires;)* }));
    let inferred = inferred_again(names, *of, &fitted_on, &inputs);
    quote! {
        const #infer: #plumbing::Inference = #inferred;
        const #right: bool = #before && #plumbing::is_right(&#infer, #count);
        #check
    }
}

/// An expression of what is inferred of a fitted step that is applied again: of a choice, of all its arms.
pub(super) fn inferred_again(
    names: &Names<'_>,
    of: NodeId,
    fitted_on: &[TokenStream],
    inputs: &[TokenStream],
) -> TokenStream {
    let plumbing = names.plumbing();
    let again = signatures_again(names, of)
        .into_iter()
        .map(|signature| infer_again(names, &signature, of, fitted_on, inputs));
    match again.collect::<Vec<_>>().as_slice() {
        [only] => only.clone(),
        arms => quote!(#plumbing::chosen(&[#(&#arms),*])),
    }
}

fn infer_again(
    names: &Names<'_>,
    signature: &TokenStream,
    of: NodeId,
    fitted_on: &[TokenStream],
    inputs: &[TokenStream],
) -> TokenStream {
    let (plumbing, origin) = (names.plumbing(), origin(of));
    quote!(#plumbing::infer_again(&#signature, &[#(#fitted_on),*], &[#(#inputs),*], #origin))
}

/// The signature of a step; of a choice, those of its arms.
fn signatures_again(names: &Names<'_>, of: NodeId) -> Vec<TokenStream> {
    match super::choice::arms(&names.pipeline.nodes[of.0]).len() {
        0 => vec![names.signature(of)],
        arms => (0..arms).map(|arm| names.arm_signature(of, arm)).collect(),
    }
}

/// What is known of the inverse of a step: `<InverseOf<Step>>`.
pub(super) fn inverse_of(names: &Names<'_>, undone: NodeId) -> TokenStream {
    let (plumbing, step) = (names.plumbing(), names.step(undone));
    quote!(<#plumbing::InverseOf<#step>>)
}

/// A node that uses the step of another. Behind a mistake, in a value, in that step or in the one before it that stands for
/// the same `through`, nothing is said.
pub(super) fn node(names: &Names<'_>, id: NodeId, node: &Node, probe: &str, question: &str) -> TokenStream {
    let (plumbing, nodes) = (names.plumbing(), &names.pipeline.nodes);
    let this = numbered("node", id.0);
    let Some(reused) = names.pipeline.reused(node) else {
        return quote!(let #this = #plumbing::broken_node(););
    };
    let (link, x, right) = (local("link"), local("x"), constant("RIGHT", id.0));
    let (step, fitted, number) = (names.step(reused), names.fitted(), Literal::usize_unsuffixed(id.0));
    let path: Vec<_> = nodes[reused.0].path.iter().map(unspanned).collect();
    let after = match node.kind {
        NodeKind::Again { after, .. } => after,
        _ => None,
    };
    let made_before = std::iter::once(reused).chain(after).filter_map(|node| nodes[node.0].outputs.first());
    let before = node.inputs.values.iter().chain(made_before).map(|&value| slot(names, value));
    let (list, source) =
        (list(names, &node.inputs, &x, &link, Place::step(node)), source(names, &node.inputs, &x));
    let probe = Ident::new(probe, proc_macro2::Span::mixed_site());
    let verdict = quote!(#plumbing::#probe(#plumbing::Of::<#step>::new(), #x).__accepts().__after(#link));
    let (asked, place) = (Place::step(node).ask(question), quote!(|steps: &#fitted| &steps #(.#path)*));
    let made = if node.outputs.len() == 1 {
        quote!(#verdict.__reuse(#number, #place, #asked).__cached())
    } else {
        let (verdict_name, parts, kept) = (local("verdict"), local("parts"), local("kept"));
        let count = Literal::usize_unsuffixed(node.outputs.len());
        let several = Place::step(node).ask("__SeveralValues");
        let indices = (0..node.outputs.len()).map(Literal::usize_unsuffixed);
        quote! {
            let #verdict_name = #verdict;
            let (#parts, #kept) = #plumbing::tuple_probe::<#count, _>(#verdict_name.__gives_reused(#asked))
                .__parts()
                .__after(#link)
                .__checked(#several);
            #kept.__select(#verdict_name).__reuse_into(#number, #place, (#(#plumbing::output_probe(#parts.#indices).__output_slot().__cached(),)*))
        }
    };
    quote! {
        let #this = {
            let #link = #plumbing::ShapesOk::<#right>;
            #(let #link = #plumbing::poison_probe(&#before).__pass(#link);)*
            #list
            let #x = #source;
            #made
        };
    }
}
