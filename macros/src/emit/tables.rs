//! The static table of a pipeline's inputs, nodes and outputs, and the shapes that rustc infers from it.
//!
//! Plans are computed from the table at the first use of the pipeline, so they cost no compile time.
//!
//! Invariant: row `k` of the table is node `k` of the model, and values keep their numbers.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::kinds::{self, Row};
use super::names::{Names, constant, path_text};
use crate::model::{NodeId, Origin, Pipeline, ValueId};

/// Returns `TABLE`; `SHAPES`, `PREDICTED` and `RIGHT`, which rustc computes from it; and `INFO`, which holds them all.
pub(super) fn emit(names: &Names<'_>, sources: u64) -> TokenStream {
    let plumbing = names.plumbing();
    let pipeline = names.pipeline;
    let input_count = pipeline.input_count + pipeline.fit_input_count;
    let arguments = pipeline.nodes.iter().flat_map(|node| std::iter::once(&node.inputs).chain(&node.fit));
    let width = arguments.map(|arguments| arguments.values.len()).max().unwrap_or(0);
    let [values, nodes, width] =
        [pipeline.values.len(), pipeline.nodes.len(), width].map(Literal::usize_unsuffixed);
    let rows = (0..pipeline.nodes.len()).map(|index| node(names, NodeId(index)));
    let labels = pipeline.values.iter().map(|value| &value.label);
    let outputs = pipeline.outputs.iter().map(|output| Literal::usize_unsuffixed(output.value.0));
    let predicted_nodes = predicted_nodes(pipeline);
    let predicted_nodes = predicted_nodes.iter().map(|node| Literal::usize_unsuffixed(node.0));
    let inputs = (0..input_count).map(|index| input(names, index));
    let input_count = Literal::usize_unsuffixed(input_count);
    let renamed = renamed(pipeline);
    let differs = pipeline.nodes.iter().any(|node| node.has_predict_shapes);
    let (predicted_shapes, predicted) = if differs {
        let predicted = quote!(static PREDICTED: [#plumbing::Inference; #nodes] = #plumbing::Table::predict(&TABLE, &SHAPES););
        (predicted, quote!(&PREDICTED))
    } else {
        (TokenStream::new(), quote!(&SHAPES))
    };
    quote! {
        static TABLE: #plumbing::Table<#values, #input_count, #nodes, #width> = #plumbing::Table {
            labels: [#(#labels),*],
            inputs: [#(#inputs),*],
            nodes: [#(#rows),*],
        };
        static SHAPES: [#plumbing::Inference; #nodes] = #plumbing::Table::infer(&TABLE);
        #predicted_shapes
        // A reference to a static in each check would make rustc examine the types of the statics each time.
        #[track_caller]
        const fn __require_node(number: usize) {
            if !RIGHT[number] {
                #plumbing::require_node(&TABLE, &SHAPES, number)
            }
        }
        static RIGHT: [bool; #nodes] = #plumbing::Table::right(&TABLE, &SHAPES);
        static INFO: ::std::sync::LazyLock<#plumbing::PipelineInfo> = ::std::sync::LazyLock::new(|| {
            #plumbing::PipelineInfo::new(&TABLE, &SHAPES, #predicted, &[#(#predicted_nodes),*], &[#(#outputs),*], (::core::module_path!(), #sources)) #renamed
        });
    }
}

/// Returns the call that tells the names of values that their nodes do not, if there are any.
fn renamed(pipeline: &Pipeline) -> TokenStream {
    let equations = pipeline.equations.iter();
    let names = equations.flat_map(|equation| equation.names.iter().map(|(name, value)| (name, *value)));
    let names: Vec<TokenStream> = names
        .filter(|(name, value)| !tells(pipeline, *value, name))
        .map(|(name, value)| {
            let (name, value) = (name.to_string(), Literal::usize_unsuffixed(value.0));
            quote!((#name, #value))
        })
        .collect();
    if names.is_empty() { TokenStream::new() } else { quote!(.renaming(&[#(#names),*])) }
}

/// Returns whether this is the name of a value in the table: the label of an output whose node has a path that begins with it.
fn tells(pipeline: &Pipeline, value: ValueId, name: &Ident) -> bool {
    let of = &pipeline.values[value.0];
    let Origin::Node { node, .. } = of.origin else { return matches!(of.origin, Origin::Unknown) };
    let node = &pipeline.nodes[node.0];
    let begins = || node.path.get(node.block.len()).is_some_and(|first| first == name);
    *name == of.label && (node.outputs.len() > 1 || begins())
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
            key: <#plumbing::KeyProbe<#ty>>::KEY, features: <#plumbing::FeaturesProbe<#ty>>::OF, location: #here,
        }
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let plumbing = names.plumbing();
    let node = &names.pipeline.nodes[id.0];
    let path = path_text(node);
    let numbers = |values: &[ValueId]| {
        let values: Vec<_> = values.iter().map(|value| Literal::usize_unsuffixed(value.0)).collect();
        quote!(&[#(#values),*])
    };
    let (inputs, outputs) = (numbers(&node.inputs.values), numbers(&node.outputs));
    let kind = kinds::of(names, id);
    let Row { text, known, targets } = kind.row();
    // Only what differs from most nodes is written: rustc reads every token.
    let mut rest = TokenStream::new();
    if node.fit_only {
        rest.extend(quote!(.fit_only()));
    }
    if node.has_predict_shapes {
        rest.extend(quote!(.predicting_other_shapes()));
    }
    if !targets.is_empty() {
        let targets = numbers(targets);
        rest.extend(quote!(.against(#targets)));
    }
    if node.is_bypassed {
        let passed = node.inputs.values.iter().zip(names.pipeline.predicted_inputs(node));
        let passed: Vec<_> = passed.filter_map(|(value, exists)| exists.then_some(*value)).collect();
        let passed = numbers(&passed);
        rest.extend(quote!(.bypassed(#passed)));
    }
    if !node.block.is_empty() {
        let block = node.block.iter().map(ToString::to_string);
        rest.extend(quote!(.inside(&[#(#block),*])));
    }
    let here = quote_spanned!(node.span=> __here());
    quote!(#plumbing::Node::new(#path, #text, #here, #inputs, #outputs) #known #rest)
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
