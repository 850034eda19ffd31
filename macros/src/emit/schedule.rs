//! What rustc knows of a pipeline: a static table of its inputs, its nodes and its outputs.
//!
//! Plans and schedules follow from it when the pipeline first runs, so they cost rustc nothing.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::names::{Names, constant};
use super::shapes::origin;
use crate::model::{NodeId, NodeKind, ValueId};

/// `LABELS`, `INPUTS`, `NODES`, and `TABLES`, which holds them all.
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
    let predicted = super::predicted_nodes(pipeline);
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
    let (plumbing, krate) = (names.plumbing(), names.krate);
    let node = &names.pipeline.nodes[id.0];
    let path = super::path_text(node);
    let infer = constant("INFER", id.0);
    let numbers = |values: &[ValueId]| {
        let values: Vec<_> = values.iter().map(|value| Literal::usize_unsuffixed(value.0)).collect();
        quote!(&[#(#values),*])
    };
    let (inputs, outputs) = (numbers(&node.inputs.values), numbers(&node.outputs));
    let learns_against = matches!(node.kind, NodeKind::Step { .. });
    let learnt_against = node.fit.as_ref().filter(|_| learns_against);
    let targets = numbers(learnt_against.map_or(&[], |fit| fit.values.as_slice()));
    let undoes = matches!(node.kind, NodeKind::Inverse { .. });
    let reused = names.pipeline.reused(node);
    let reuses = match reused.map(|reused| Literal::usize_unsuffixed(reused.0)) {
        Some(number) if undoes => quote!(Some(#plumbing::Reuse::Inverse(#number))),
        Some(number) => quote!(Some(#plumbing::Reuse::Reapply(#number))),
        None => quote!(None),
    };
    let expected = |text: String| {
        let known = quote! {
            signature: #plumbing::Signature::POISON, learns: false, rowwise: true, expect: true, nested: None,
            hyperparameters: None, resources: None, choice: None, identity: #plumbing::StepIdentity::STEPLESS,
        };
        (text, known)
    };
    let (text, known) = match &node.kind {
        NodeKind::Step { text, .. } => {
            let step = names.step(id);
            let choice = choice(names, id);
            let signature = names.signature(id);
            let as_step = quote_spanned!(node.span=> <#step as #krate::step::Step>);
            let known = quote! {
                signature: #signature, learns: #as_step::LEARNS, rowwise: #as_step::ROWWISE, expect: false,
                nested: <#plumbing::Nested<#step>>::GRAPH, hyperparameters: <#plumbing::HyperparameterProbe<#step>>::VTABLE, resources: <#plumbing::ResourceProbe<#step>>::VTABLE,
                identity: <#plumbing::CacheProbe<#step>>::OF, choice: #choice,
            };
            (text.clone(), known)
        }
        NodeKind::Again { text, .. } if names.pipeline.expected_again(node).is_some() => {
            expected(text.clone())
        }
        NodeKind::Inverse { text, .. } | NodeKind::Again { text, .. } => {
            let (mut signature, mut rowwise, mut arms) =
                (quote!(#plumbing::Signature::POISON), quote!(false), quote!(None));
            if let Some(reused) = reused {
                let step = names.step(reused);
                let inverse = super::reuse::inverse_of(names, reused);
                let as_step = quote!(<#step as #krate::step::Step>);
                signature = if undoes { quote!(#inverse::SIGNATURE) } else { names.signature(reused) };
                rowwise = quote!(#as_step::ROWWISE);
                arms = choice(names, reused);
            }
            let known = quote! {
                signature: #signature, learns: false, rowwise: #rowwise, expect: false, nested: None,
                hyperparameters: None, resources: None, choice: #arms, identity: #plumbing::StepIdentity::STEPLESS,
            };
            (text.clone(), known)
        }
        NodeKind::Expect(dims) => expected(format!("expect [{}]", dims.axes.join(", "))),
    };
    let fit_only = node.fit_only;
    let predicted = super::shapes::predicted(names, id);
    let passes = if node.passes {
        let passed = node.inputs.values.iter().zip(names.pipeline.predicted_inputs(node));
        let passed: Vec<_> = passed.filter_map(|(value, exists)| exists.then_some(*value)).collect();
        let passed = numbers(&passed);
        quote!(Some(#passed))
    } else {
        quote!(None)
    };
    let block = node.block.iter().map(ToString::to_string);
    let here = quote_spanned!(node.span=> __here());
    let origin = origin(id);
    quote! {
        #plumbing::Node {
            path: #path, step: #text, #known fit_only: #fit_only, location: #here, block: &[#(#block),*],
            inputs: #inputs, targets: #targets, reuses: #reuses, outputs: #outputs, shapes: &#infer, predicted: &#predicted, bypass: #passes, labels: &LABELS, origin: #origin,
        }
    }
}

/// The arms of a step that is a choice.
fn choice(names: &Names<'_>, id: NodeId) -> TokenStream {
    let (plumbing, step) = (names.plumbing(), names.step(id));
    match super::choice::arms(&names.pipeline.nodes[id.0]) {
        [] => quote!(None),
        _ => quote!(Some(#plumbing::ChoiceNode::of::<#step>())),
    }
}
