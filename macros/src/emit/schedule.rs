//! The static data of a pipeline: what is known of each node, who waits for whom, which nodes a run needs.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::names::{Names, constant};
use super::shapes::origin;
use crate::model::{NodeId, NodeKind, Origin};

/// `NODES`, `FIT`, `FIT_TRANSFORM`, `FIT_PLAN`, `PREDICT_PLAN`, `SIZES`.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let (expand, krate) = (names.expand(), names.krate);
    let pipeline = names.pipeline;
    let node_count = Literal::usize_unsuffixed(pipeline.nodes.len());
    let value_count = Literal::usize_unsuffixed(pipeline.values.len());
    let nodes = (0..pipeline.nodes.len()).map(|index| node(names, NodeId(index)));
    let wiring = pipeline.nodes.iter().map(|node| {
        let numbers = |values: &[crate::model::ValueId]| {
            let values: Vec<_> = values.iter().map(|value| Literal::usize_unsuffixed(value.0)).collect();
            quote!(&[#(#values),*])
        };
        let (inputs, outputs) = (numbers(&node.inputs.values), numbers(&node.outputs));
        let targets = numbers(node.fit.as_ref().map_or(&[], |fit| fit.values.as_slice()));
        quote!(#expand::NodeWiring { inputs: #inputs, targets: #targets, outputs: #outputs })
    });
    let learns = pipeline.nodes.iter().enumerate().map(|(index, node)| match node.kind {
        NodeKind::Expect(_) => quote!(false),
        NodeKind::Step { .. } => {
            let step = names.step(NodeId(index));
            quote_spanned!(node.span=> <#step as #krate::step::Step>::LEARNS)
        }
    });
    let outputs: Vec<_> =
        pipeline.outputs.iter().map(|output| Literal::usize_unsuffixed(output.value.0)).collect();
    let all: Vec<NodeId> = (0..pipeline.nodes.len()).map(NodeId).collect();
    let fit_plan = plan(names, "FIT_PLAN", &all, true);
    let predict_plan = plan(names, "PREDICT_PLAN", &super::predicted_nodes(pipeline), false);
    let shapes = (0..pipeline.values.len()).map(|index| constant("SHAPE", index));
    quote! {
        static NODES: [#expand::Node; #node_count] = [#(#nodes),*];
        const WIRING: &[#expand::NodeWiring; #node_count] = &[#(#wiring),*];
        const LEARNS: &[bool; #node_count] = &[#(#learns),*];
        static FIT: #expand::Schedule<#node_count, #value_count> = #expand::Schedule::fit(WIRING, LEARNS, &[]);
        static FIT_TRANSFORM: #expand::Schedule<#node_count, #value_count> =
            #expand::Schedule::fit(WIRING, LEARNS, &[#(#outputs),*]);
        #fit_plan
        #predict_plan
        static SIZES: ::std::sync::LazyLock<#expand::Sizes> =
            ::std::sync::LazyLock::new(|| #expand::Sizes::for_shapes([#(&#shapes),*]));
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let expand = names.expand();
    let node = &names.pipeline.nodes[id.0];
    let path = super::path_text(node);
    let infer = constant("INFER", id.0);
    let label = |value: &crate::model::ValueId| names.pipeline.values[value.0].label.clone();
    let sources: Vec<_> = node.inputs.values.iter().map(label).collect();
    let target_sources: Vec<_> = node.fit.iter().flat_map(|fit| &fit.values).map(label).collect();
    let (text, signature, undecided) = match &node.kind {
        NodeKind::Step { text, .. } => {
            let signature = names.signature(id);
            (text.clone(), quote!(&#signature), quote!(#infer.undecided()))
        }
        NodeKind::Expect(dims) => {
            (format!("expect [{}]", dims.axes.join(", ")), quote!(&#expand::Signature::POISON), quote!(false))
        }
    };
    let shapes = node.outputs.iter().map(|value| constant("SHAPE", value.0));
    let origin = origin(id);
    quote! {
        #expand::Node {
            path: #path, step: #text, signature: #signature, sources: &[#(#sources),*],
            target_sources: &[#(#target_sources),*], undecided: #undecided, outputs: &[#(#shapes),*], origin: #origin,
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
