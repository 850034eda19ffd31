//! The static table of a pipeline's inputs, nodes and outputs.
//!
//! Plans and schedules are computed from the table when the pipeline first runs, so they cost no compile time.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::kinds::{self, Row, origin, predicted};
use super::names::{Names, constant, path_text};
use crate::model::{NodeId, Origin, Pipeline, ValueId};

/// Returns `LABELS`, `INPUTS`, `NODES`, and `TABLES`, which holds them all.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let pipeline = names.pipeline;
    let (node_count, value_count, input_count) = (
        Literal::usize_unsuffixed(pipeline.nodes.len()),
        Literal::usize_unsuffixed(pipeline.values.len()),
        Literal::usize_unsuffixed(pipeline.input_count + pipeline.fit_input_count),
    );
    let nodes = (0..pipeline.nodes.len()).map(|index| node(names, NodeId(index)));
    let labels = pipeline.values.iter().map(|value| &value.label);
    let outputs = pipeline.outputs.iter().map(|output| Literal::usize_unsuffixed(output.value.0));
    let predicted = predicted_nodes(pipeline);
    let predicted = predicted.iter().map(|node| Literal::usize_unsuffixed(node.0));
    let inputs = (0..pipeline.input_count + pipeline.fit_input_count).map(|index| input(names, index));
    quote! {
        static LABELS: [&str; #value_count] = [#(#labels),*];
        static INPUTS: [#plumbing::Input; #input_count] = [#(#inputs),*];
        static NODES: [#plumbing::Node; #node_count] = [#(#nodes),*];
        static TABLES: ::std::sync::LazyLock<#plumbing::PipelineInfo> =
            ::std::sync::LazyLock::new(|| #plumbing::PipelineInfo::new(&INPUTS, &NODES, &[#(#predicted),*], &[#(#outputs),*]));
    }
}

fn input(names: &Names<'_>, index: usize) -> TokenStream {
    let (plumbing, value) = (names.plumbing(), &names.pipeline.values[index]);
    let (label, fit_only, shape) =
        (&value.label, index >= names.pipeline.input_count, constant("SHAPE", index));
    let ty = names.input_type(ValueId(index));
    let here = quote_spanned!(value.name.as_ref().map_or_else(Span::call_site, Ident::span)=> __here());
    quote! {
        #plumbing::Input {
            name: #label, fit_only: #fit_only, shape: #shape, type_name: ::core::any::type_name::<#ty>,
            key: <#plumbing::KeyProbe<#ty>>::KEY, location: #here,
        }
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let plumbing = names.plumbing();
    let node = &names.pipeline.nodes[id.0];
    let path = path_text(node);
    let infer = constant("INFER", id.0);
    let numbers = |values: &[ValueId]| {
        let values: Vec<_> = values.iter().map(|value| Literal::usize_unsuffixed(value.0)).collect();
        quote!(&[#(#values),*])
    };
    let (inputs, outputs) = (numbers(&node.inputs.values), numbers(&node.outputs));
    let kind = kinds::of(names, id);
    let Row { text, known, targets, reuses } = kind.row();
    let predicted = predicted(names, id);
    // Only what differs from the row of no node is written: rustc reads every token.
    let mut rest = TokenStream::new();
    if node.fit_only {
        rest.extend(quote!(fit_only: true,));
    }
    if !targets.is_empty() {
        let targets = numbers(targets);
        rest.extend(quote!(targets: #targets,));
    }
    if let Some(reuses) = reuses {
        rest.extend(quote!(reuses: Some(#reuses),));
    }
    if node.is_bypassed {
        let passed = node.inputs.values.iter().zip(names.pipeline.predicted_inputs(node));
        let passed: Vec<_> = passed.filter_map(|(value, exists)| exists.then_some(*value)).collect();
        let passed = numbers(&passed);
        rest.extend(quote!(bypass: Some(#passed),));
    }
    if !node.block.is_empty() {
        let block = node.block.iter().map(ToString::to_string);
        rest.extend(quote!(block: &[#(#block),*],));
    }
    let here = quote_spanned!(node.span=> __here());
    let origin = origin(id);
    quote! {
        #plumbing::Node {
            path: #path, step: #text, #known #rest location: #here, inputs: #inputs, outputs: #outputs,
            shapes: &#infer, predicted: &#predicted, labels: &LABELS, origin: #origin, ..#plumbing::Node::NONE
        }
    }
}

/// Returns the nodes of the predict graph: those that an output depends on, and that do not depend on a fit input.
pub(super) fn predicted_nodes(pipeline: &Pipeline) -> Vec<NodeId> {
    let mut needed = vec![false; pipeline.nodes.len()];
    let mut wanted: Vec<ValueId> = pipeline.outputs.iter().map(|output| output.value).collect();
    while let Some(value) = wanted.pop() {
        let Origin::Node { node, .. } = pipeline.values[value.0].origin else { continue };
        if !std::mem::replace(&mut needed[node.0], true) {
            let node = &pipeline.nodes[node.0];
            let inputs = node.inputs.values.iter().zip(pipeline.predicted_inputs(node));
            wanted
                .extend(inputs.filter_map(|(value, exists)| (exists || !node.is_bypassed).then_some(value)));
        }
    }
    (0..pipeline.nodes.len()).filter(|&index| needed[index]).map(NodeId).collect()
}
