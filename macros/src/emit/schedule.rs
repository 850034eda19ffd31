//! The static data of a pipeline: what is known of each node, who waits for whom, which nodes a run needs.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::names::{Names, constant};
use super::shapes::origin;
use crate::model::{NodeId, NodeKind, Origin, ValueId};

/// `NODES`, `LABELS`, `INPUTS`, and `TABLES`, which holds them all.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let expand = names.expand();
    let pipeline = names.pipeline;
    let (node_count, value_count, input_count) = (
        Literal::usize_unsuffixed(pipeline.nodes.len()),
        Literal::usize_unsuffixed(pipeline.values.len()),
        Literal::usize_unsuffixed(pipeline.input_count + pipeline.fit_input_count),
    );
    let nodes = (0..pipeline.nodes.len()).map(|index| node(names, NodeId(index)));
    let labels = pipeline.values.iter().map(|value| &value.label);
    let outputs: Vec<_> =
        pipeline.outputs.iter().map(|output| Literal::usize_unsuffixed(output.value.0)).collect();
    let all: Vec<NodeId> = (0..pipeline.nodes.len()).map(NodeId).collect();
    let predicted = super::predicted_nodes(pipeline);
    let (fit_plan, predict_plan) =
        (plan(names, "FIT_PLAN", &all, true), plan(names, "PREDICT_PLAN", &predicted, false));
    let (fit_order, predict_order) = (order("FIT_ORDER", &all), order("PREDICT_ORDER", &predicted));
    let inputs = (0..pipeline.input_count + pipeline.fit_input_count).map(|index| input(names, index));
    let schedule = quote!(#expand::Schedule<#node_count, #value_count>);
    quote! {
        static LABELS: [&str; #value_count] = [#(#labels),*];
        static INPUTS: [#expand::Input; #input_count] = [#(#inputs),*];
        static NODES: [#expand::Node; #node_count] = [#(#nodes),*];
        static FIT: #schedule = #expand::Schedule::fit(&NODES, &[]);
        static FIT_TRANSFORM: #schedule = #expand::Schedule::fit(&NODES, &[#(#outputs),*]);
        static PREDICT: #schedule = #expand::Schedule::predict(&NODES, &PREDICT_ORDER, &[#(#outputs),*]);
        #fit_plan
        #predict_plan
        #fit_order
        #predict_order
        static SIZES: ::std::sync::LazyLock<#expand::Sizes> =
            ::std::sync::LazyLock::new(|| #expand::sizes(&INPUTS, &NODES));
        static TABLES: #expand::Tables = #expand::Tables {
            inputs: &INPUTS,
            nodes: &NODES,
            fit: #expand::Mode::new(&FIT, &FIT_PLAN, &FIT_ORDER),
            fit_transform: #expand::Mode::new(&FIT_TRANSFORM, &FIT_PLAN, &FIT_ORDER),
            predict: #expand::Mode::new(&PREDICT, &PREDICT_PLAN, &PREDICT_ORDER),
            sizes: || &SIZES,
        };
    }
}

fn input(names: &Names<'_>, index: usize) -> TokenStream {
    let (expand, value) = (names.expand(), &names.pipeline.values[index]);
    let (label, fit_only, shape) =
        (&value.label, index >= names.pipeline.input_count, constant("SHAPE", index));
    let ty = names.input_type(ValueId(index));
    let here = quote_spanned!(value.name.as_ref().map_or_else(Span::call_site, Ident::span)=> __here());
    quote! {
        #expand::Input {
            name: #label, fit_only: #fit_only, shape: #shape, type_name: ::core::any::type_name::<#ty>, location: #here,
        }
    }
}

/// Which node each node of a plan is.
fn order(name: &str, nodes: &[NodeId]) -> TokenStream {
    let (name, count) = (super::names::local(name), Literal::usize_unsuffixed(nodes.len()));
    let nodes = nodes.iter().map(|node| Literal::usize_unsuffixed(node.0));
    quote!(static #name: [u32; #count] = [#(#nodes),*];)
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let (expand, krate) = (names.expand(), names.krate);
    let node = &names.pipeline.nodes[id.0];
    let path = super::path_text(node);
    let infer = constant("INFER", id.0);
    let numbers = |values: &[ValueId]| {
        let values: Vec<_> = values.iter().map(|value| Literal::usize_unsuffixed(value.0)).collect();
        quote!(&[#(#values),*])
    };
    let (inputs, outputs) = (numbers(&node.inputs.values), numbers(&node.outputs));
    let targets = numbers(node.fit.as_ref().map_or(&[], |fit| fit.values.as_slice()));
    let (text, known) = match &node.kind {
        NodeKind::Step { text, .. } => {
            let step = names.step(id);
            let as_step = quote_spanned!(node.span=> <#step as #krate::step::Step>);
            let known = quote! {
                signature: #as_step::SIGNATURE, learns: #as_step::LEARNS, rowwise: #as_step::ROWWISE, expect: false,
                nested: <#expand::Nested<#step>>::GRAPH, knobs: <#expand::Tuning<#step>>::KNOBS,
            };
            (text.clone(), known)
        }
        NodeKind::Expect(dims) => {
            let known = quote! {
                signature: #expand::Signature::POISON, learns: false, rowwise: true, expect: true, nested: None,
                knobs: None,
            };
            (format!("expect [{}]", dims.axes.join(", ")), known)
        }
    };
    let fit_only = node.fit_only;
    let block = node.block.iter().map(ToString::to_string);
    let here = quote_spanned!(node.span=> __here());
    let origin = origin(id);
    quote! {
        #expand::Node {
            path: #path, step: #text, #known fit_only: #fit_only, location: #here, block: &[#(#block),*],
            inputs: #inputs, targets: #targets, outputs: #outputs, shapes: &#infer, labels: &LABELS, origin: #origin,
        }
    }
}

/// A plan over `nodes`, numbered in this order. Targets are edges only where the pipeline learns.
fn plan(names: &Names<'_>, name: &str, nodes: &[NodeId], targets: bool) -> TokenStream {
    let expand = names.expand();
    let pipeline = names.pipeline;
    let mut position = vec![None; pipeline.nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        position[node.0] = Some(index);
    }
    let mut edges = Vec::new();
    for (index, id) in nodes.iter().enumerate() {
        let node = &pipeline.nodes[id.0];
        let targets = node.fit.iter().filter(|_| targets).flat_map(|fit| &fit.values);
        let mut before: Vec<usize> = node
            .inputs
            .values
            .iter()
            .chain(targets)
            .filter_map(|value| match pipeline.values[value.0].origin {
                Origin::Node { node, .. } => position[node.0],
                _ => None,
            })
            .collect();
        before.sort_unstable();
        before.dedup();
        edges.extend(before.into_iter().map(|before| (before, index)));
    }
    let name = super::names::local(name);
    let (node_count, edge_count) =
        (Literal::usize_unsuffixed(nodes.len()), Literal::usize_unsuffixed(edges.len()));
    let edges = edges.into_iter().map(|(from, to)| {
        let (from, to) = (Literal::usize_unsuffixed(from), Literal::usize_unsuffixed(to));
        quote!((#from, #to))
    });
    quote!(static #name: #expand::Wiring<#node_count, #edge_count> = #expand::Wiring::new([#(#edges),*]);)
}
