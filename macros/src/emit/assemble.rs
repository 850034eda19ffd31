//! `impl PipelineDef`: the only code in which rustc type-checks the nodes. It creates the nodes and runs a job on them.
//!
//! The nodes are created in closures of [`CHUNK`] each. rustc infers the types of all closures together, but checks the
//! borrows of each one alone, at a cost of the square of its length.
//!
//! Invariant: a type error is reported at its step; the values after it are poison.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::group::Group;
use super::kinds::{self, slot};
use super::limits::CHUNK;
use super::names::{Names, constant, local, numbered};
use super::spans::Place;
use super::types::{edge_output, edge_outputs};
use crate::model::{NodeId, Origin, ValueId};

/// Returns `impl PipelineDef for Digits`.
pub(super) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let name = &pipeline.name;
    let all_inputs = pipeline.input_count + pipeline.fit_input_count;
    let types = |range: std::ops::Range<usize>| {
        let types = range.map(|index| names.input_type(ValueId(index)));
        quote!((#(#types,)*))
    };
    let (inputs, targets) = (types(0..pipeline.input_count), types(pipeline.input_count..all_inputs));
    let outputs = edge_outputs(names);
    let places = (0..pipeline.values.len()).map(|index| place_of_value(names, ValueId(index)));
    let numbers: Vec<usize> = (0..pipeline.nodes.len()).collect();
    let nodes = numbers.chunks(CHUNK).map(|chunk| {
        let made = chunk.iter().map(|&index| kinds::of(names, NodeId(index)).node());
        if numbers.len() <= CHUNK {
            return quote!(#(#made)*);
        }
        let bound: Vec<_> = chunk.iter().map(|&index| numbered("node", index)).collect();
        quote! {
            let (#(#bound,)*) = (|| {
                #(#made)*
                (#(#bound,)*)
            })();
        }
    });
    let promises =
        pipeline.outputs.iter().enumerate().map(|(index, output)| output_check(names, index, output.value));
    let (visit, visitor) = (visit(names, root), local("visitor"));
    let declared = declared(names);
    quote! {
        impl #plumbing::PipelineDef for #name {
            type Inputs = #inputs;
            type Targets = #targets;
            type Outputs = #outputs;

            fn info() -> &'static #plumbing::PipelineInfo {
                &INFO
            }

            #declared

            const VISIT_NODES: fn(&dyn #plumbing::NodeVisitor<Self>) -> #krate::Result<()> = |#visitor| {
                #(#places)*
                #(#nodes)*
                #(#promises)*
                #visit
            };
        }
    }
}

/// Returns `fn declared` of `impl PipelineDef`.
fn declared(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    if names.sound_sizes().is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn declared(&self) -> #krate::Result<::std::vec::Vec<(&'static str, usize)>> {
            #plumbing::declared(self)
        }
    }
}

/// Returns the statement that creates the slot of a value that is not the output of a node: an input, or poison.
fn place_of_value(names: &Names<'_>, id: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    let value = &names.pipeline.values[id.0];
    let slot = numbered("output", id.0);
    match &value.origin {
        Origin::Input(declared) | Origin::FitInput(declared) => {
            let ty = names.input_type(id);
            let (start, end) = declared.first;
            let asked = Place::between(start, end).ask("__Flows");
            let element = declared.dims.as_ref().map_or(ty.clone(), |_| names.input_element(id));
            quote! {
                let #slot = #plumbing::flow_probe(#plumbing::Of::<#ty>::new()).__flow().__input_slot(#plumbing::Of::<#ty>::new(), #plumbing::Of::<#element>::new(), #asked);
            }
        }
        Origin::Unknown if id.0 < names.pipeline.input_count + names.pipeline.fit_input_count => {
            let ty = names.input_type(id);
            quote! {
                let #slot = #plumbing::flow_probe(#plumbing::Of::<#ty>::new())
                    .__flow()
                    .__input_slot(#plumbing::Of::<#ty>::new(), #plumbing::Of::<#ty>::new(), #plumbing::proven());
            }
        }
        Origin::Unknown => quote!(let #slot = #plumbing::OutputSlot::poison();),
        Origin::Node { .. } => TokenStream::new(),
    }
}

/// Returns the check that an output has the promised type.
fn output_check(names: &Names<'_>, index: usize, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    let (slot, kept) = (slot(names, value), constant("KEPT", index));
    let promise = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index)).map(|promise| {
        let promised = names.promised_type(index);
        let asked = Place::path(promise.span, &promise.element).ask("__PromisedAs");
        quote! {
            #plumbing::poison_probe(&#slot).__pass(#plumbing::ShapesOk::<#kept>).__promise(
                #plumbing::type_probe(#plumbing::Of::<#promised>::new()).__display(),
                #plumbing::display_probe(&#slot).__display(),
                #asked,
            );
        }
    });
    quote!(#promise)
}

/// Returns the statements that list the nodes, run them, and take the outputs and the fitted steps.
fn visit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (inputs, all) = (pipeline.input_count, pipeline.input_count + pipeline.fit_input_count);
    let (input_count, all_count) = (Literal::usize_unsuffixed(inputs), Literal::usize_unsuffixed(all));
    let count = Literal::usize_unsuffixed(pipeline.nodes.len());
    let wrapped: Vec<Option<TokenStream>> =
        (0..pipeline.nodes.len()).map(|index| wrapped(names, index)).collect();
    let nodes = wrapped.iter().enumerate();
    let nodes =
        nodes.map(|(index, wrapped)| numbered(if wrapped.is_some() { "wrapped" } else { "node" }, index));
    let wrapped = wrapped.iter().flatten();
    let accept = |from: &str, range: std::ops::Range<usize>| {
        let from = local(from);
        let first = range.start;
        let accepted = range.map(|index| {
            let (slot, part) = (numbered("output", index), Literal::usize_unsuffixed(index - first));
            let index = Literal::usize_unsuffixed(index);
            quote!(measures[#index] = #slot.__accept(&execution, #index, #from.#part)?;)
        });
        quote!(#(#accepted)*)
    };
    let (accept_inputs, accept_targets) = (accept("inputs", 0..inputs), accept("targets", inputs..all));
    let outputs = outputs(names);
    let steps = root.steps();
    let fitted_steps = steps.chunks(CHUNK).map(|chunk| {
        let nodes = chunk.iter().map(|node| numbered("node", node.0));
        let fitted = chunk.iter().map(|node| numbered("fitted", node.0));
        quote! {
            let (#(#fitted,)*) = (|| Ok::<_, #krate::Error>((#(#plumbing::FittedSlot::into_inner(#nodes.fitted)?,)*)))()?;
        }
    });
    let fitted = root.build(pipeline, true, &mut |node| {
        let fitted = numbered("fitted", node.0);
        quote!(#fitted)
    });
    let (inputs, targets, visitor) = (local("inputs"), local("targets"), local("visitor"));
    quote! {
        #(#wrapped)*
        let nodes: [&dyn #plumbing::ErasedNode<Self>; #count] = [#(&#nodes),*];
        if !#visitor.begin(&nodes)? {
            return Ok(());
        }
        while let Some((#inputs, #targets)) = #visitor.next()? {
            let execution = #visitor.execution();
            let mut measures = [#plumbing::NOT_MEASURED; #all_count];
            let _ = &#inputs;
            #accept_inputs
            let given = match #targets {
                Some(#targets) => {
                    let _ = &#targets;
                    #accept_targets
                    #all_count
                }
                None => #input_count,
            };
            #visitor.run(&execution, &measures[..given], &nodes)?;
            if let Some(wanted) = #visitor.outputs() {
                wanted.set(Some(#outputs));
            }
        }
        if let Some(wanted) = #visitor.fitted() {
            #(#fitted_steps)*
            wanted.set(Some(#fitted));
        }
        Ok(())
    }
}

/// Returns the wrapper of a node that uses the fitted step of another node, or that is bypassed at predict time.
fn wrapped(names: &Names<'_>, index: usize) -> Option<TokenStream> {
    let model = &names.pipeline.nodes[index];
    let (wrapped, node) = (numbered("wrapped", index), numbered("node", index));
    if model.is_bypassed {
        let passes = names.pipeline.predicted_inputs(model);
        let makes_targets = model.fit_output_count > 0;
        let asked = kinds::of(names, NodeId(index)).place().ask(if makes_targets {
            "__GivesOnlyToFit"
        } else {
            "__ActsOnlyToFit"
        });
        return Some(quote!(let #wrapped = #node.__fit_only(&[#(#passes),*], #asked);));
    }
    let owner = numbered("node", names.pipeline.reused(model)?.0);
    Some(quote!(let #wrapped = #node.__bind_to(&#owner.fitted);))
}

/// Returns an expression of all outputs as one value: the only output, or a tuple.
fn outputs(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let outputs: Vec<_> = names
        .pipeline
        .outputs
        .iter()
        .enumerate()
        .map(|(index, output)| {
            let slot = slot(names, output.value);
            let ty = edge_output(names, index);
            let promised = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index));
            if promised.is_none_or(|promised| promised.dims.is_none()) {
                return quote!(#plumbing::deliver::<#ty, _>(#plumbing::Slot::take(&#slot)?.0).__deliver()?);
            }
            let (keeps, shape) = (constant("KEEPS", index), constant("PROMISED", index));
            let (promiser, value) =
                (names.pipeline.name.to_string(), &names.pipeline.values[output.value.0].label);
            quote! {
                {
                    let (value, measure) = #plumbing::Slot::take(&#slot)?;
                    execution.__output((#promiser, #value), &#keeps, &#shape, &measure)?;
                    #plumbing::deliver::<#ty, _>(value).__deliver()?
                }
            }
        })
        .collect();
    match outputs.as_slice() {
        [only] => quote!(#only),
        _ => quote!((#(#outputs,)*)),
    }
}
