//! The one piece of code in which rustc types the nodes: `assemble`, which makes them and serves a job with them.
//!
//! Invariant: a mistake in a type is reported at the step; what is behind it flows as poison. The nodes are made in
//! closures of [`CHUNK`] each: rustc types them together, and checks the borrows of each closure alone, which costs
//! the square of its length.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::arguments::{list, slot, source};
use super::choice::Choice;
use super::names::{Names, constant, local, numbered};
use super::spans::Place;
use super::structs::{Group, unspanned};
use crate::model::{Form, Node, NodeId, NodeKind, Origin, ValueId};

/// Nodes in one closure.
const CHUNK: usize = 16;

/// `impl Assembled for Digits`
pub(super) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let name = &pipeline.name;
    let all_inputs = pipeline.input_count + pipeline.fit_input_count;
    let types = |range: std::ops::Range<usize>| {
        let types = range.map(|index| names.input_type(ValueId(index)));
        quote!((#(#types,)*))
    };
    let (inputs, targets) = (types(0..pipeline.input_count), types(pipeline.input_count..all_inputs));
    let outputs = super::traits::edge_outputs(names);
    let places = (0..pipeline.values.len()).map(|index| place_of_value(names, ValueId(index)));
    let numbers: Vec<usize> = (0..pipeline.nodes.len()).collect();
    let nodes = numbers.chunks(CHUNK).map(|chunk| {
        let made = chunk.iter().map(|&index| node(names, NodeId(index)));
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
    let (serve, fitted_mut) = (serve(names, root), super::batches::fitted_mut(names, root));
    let declared = super::sizes::declared(names);
    quote! {
        impl #plumbing::PipelineDef for #name {
            type Inputs = #inputs;
            type Targets = #targets;
            type Outputs = #outputs;

            fn info() -> &'static #plumbing::PipelineInfo {
                &TABLES
            }

            #fitted_mut

            #declared

            fn visit_nodes(visitor: &dyn #plumbing::NodeVisitor<Self>) -> #krate::Result<()> {
                #(#places)*
                #(#nodes)*
                #(#promises)*
                #serve
            }
        }
    }
}

/// The place of a value that no node makes: an input, or what stands behind a mistake.
fn place_of_value(names: &Names<'_>, id: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    let value = &names.pipeline.values[id.0];
    let inlet = numbered("outlet", id.0);
    match &value.origin {
        Origin::Input(declared) | Origin::FitInput(declared) => {
            let ty = names.input_type(id);
            let asked = Place::element(declared).ask("__Flows");
            quote! {
                let #inlet = #plumbing::flow_probe(#plumbing::Of::<#ty>::new()).__flow().__input_slot(#plumbing::Of::<#ty>::new(), #asked);
            }
        }
        Origin::Unknown if id.0 < names.pipeline.input_count + names.pipeline.fit_input_count => {
            let ty = names.input_type(id);
            quote! {
                let #inlet = #plumbing::flow_probe(#plumbing::Of::<#ty>::new())
                    .__flow()
                    .__input_slot(#plumbing::Of::<#ty>::new(), #plumbing::proven());
            }
        }
        Origin::Unknown => quote!(let #inlet = #plumbing::OutputSlot::poison();),
        Origin::Node { .. } => TokenStream::new(),
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let node = &names.pipeline.nodes[id.0];
    match node.kind {
        NodeKind::Inverse { .. } => {
            return super::reuse::node(names, id, node, "inverse_probe", "__HasInverse");
        }
        NodeKind::Again { .. } if names.pipeline.expected_again(node).is_none() => {
            return super::reuse::node(names, id, node, "reapply_probe", "__TakenAgain");
        }
        NodeKind::Step { .. } | NodeKind::Expect(_) | NodeKind::Again { .. } => {}
    }
    let plumbing = names.plumbing();
    let (this, number) = (numbered("node", id.0), Literal::usize_unsuffixed(id.0));
    let (link, x, y) = (local("link"), local("x"), local("y"));
    let right = constant("RIGHT", id.0);
    let place = Place::step(node);
    // A single value behind a mistake is passed over anyway; what it is joined with is not.
    let joined = match node.inputs.form {
        Form::One => [].iter(),
        Form::Tuple | Form::Array => node.inputs.values.iter(),
    };
    let joined = joined.chain(node.fit.iter().flat_map(|fit| &fit.values)).map(|value| slot(names, *value));
    let arguments = std::iter::once((&node.inputs, &x)).chain(node.fit.as_ref().map(|fit| (fit, &y)));
    let lists = arguments.clone().map(|(arguments, name)| list(names, arguments, name, &link, place));
    let sources = arguments.map(|(arguments, name)| {
        let source = source(names, arguments, name);
        quote!(let #name = #source;)
    });
    let made = match &node.kind {
        NodeKind::Expect(_) | NodeKind::Again { .. } => expect_node(names, node, &number, &x),
        NodeKind::Step { .. } | NodeKind::Inverse { .. } => step_node(names, id, node, place),
    };
    let no_target = node.fit.is_none().then(|| quote!(let #y = ();));
    let choice = Choice::of(names, id);
    let are_steps = choice.as_ref().map(|choice| choice.are_steps(names));
    let is_one = matches!(node.kind, NodeKind::Step { .. }) && choice.is_none();
    let is_a_step = is_one.then(|| {
        let (krate, written, is_step) = (names.krate, names.written(id), names.is_step(id));
        let asked = place.ask("__AStep");
        quote! {
            let _: #krate::diagnostics::Evidence<<#plumbing::StepIf<#is_step> as #plumbing::Replace<#written>>::Question> = #asked;
        }
    });
    quote! {
        let #this = {
            #is_a_step
            #are_steps
            let #link = #plumbing::ShapesOk::<#right>;
            #(let #link = #plumbing::poison_probe(&#joined).__pass(#link);)*
            #(#lists)*
            #(#sources)*
            #no_target
            #made
        };
    }
}

fn expect_node(names: &Names<'_>, node: &Node, number: &Literal, x: &Ident) -> TokenStream {
    let plumbing = names.plumbing();
    let Some(&input) = node.inputs.values.first() else {
        return TokenStream::new();
    };
    let source = super::arguments::outlet(names, input);
    quote!(#plumbing::ExpectNode::new(#number, #x, #source.__alike()))
}

fn step_node(names: &Names<'_>, id: NodeId, node: &Node, place: Place) -> TokenStream {
    let plumbing = names.plumbing();
    let number = Literal::usize_unsuffixed(id.0);
    let (link, x, y) = (local("link"), local("x"), local("y"));
    let step = names.step(id);
    let (unfitted, fitted) = (&names.pipeline.name, names.fitted());
    let path: Vec<_> = node.path.iter().map(unspanned).collect();
    let places = quote!(|steps: &#unfitted| &steps #(.#path)*, |steps: &#fitted| &steps #(.#path)*);
    let question = if node.fit.is_none() { "__TakenByThisStep" } else { "__LearntAgainst" };
    let choice = Choice::of(names, id);
    let (questions, asked, after) = match &choice {
        None => (None, place.ask(question), quote!(#link)),
        // The arms have said what is wrong.
        Some(choice) => (
            Some(choice.questions(names, &link, &x, &y)),
            quote!(#plumbing::proven()),
            quote!(#plumbing::ShapesOk::<false>),
        ),
    };
    let verdict =
        quote!(#plumbing::step_probe(#plumbing::Of::<#step>::new(), #x, #y).__accepts().__after(#after));
    if node.outputs.len() == 1 {
        let method = local(if node.fit.is_none() { "__node" } else { "__node_against" });
        return quote!(#questions #verdict.#method(#number, #places, #asked).__cached());
    }
    let (verdict_name, parts, kept) = (local("verdict"), local("parts"), local("kept"));
    let method = local(if node.fit.is_none() { "__gives" } else { "__gives_against" });
    let count = Literal::usize_unsuffixed(node.outputs.len());
    let several = place.ask("__SeveralValues");
    let indices = (0..node.outputs.len()).map(Literal::usize_unsuffixed);
    quote! {
        #questions
        let #verdict_name = #verdict;
        let (#parts, #kept) = #plumbing::tuple_probe::<#count, _>(#verdict_name.#method(#asked))
            .__parts()
            .__after(#link)
            .__checked(#several);
        #kept.__select(#verdict_name).__node_into(#number, #places, (#(#plumbing::output_probe(#parts.#indices).__output_slot().__cached(),)*))
    }
}

fn output_check(names: &Names<'_>, index: usize, value: ValueId) -> TokenStream {
    let plumbing = names.plumbing();
    let (slot, kept) = (slot(names, value), constant("KEPT", index));
    let promise = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index)).map(|promise| {
        let promised = names.promised_type(index);
        let asked = Place::element(promise).ask("__PromisedAs");
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

/// The list of the nodes, the runs, and what comes out.
fn serve(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (inputs, all) = (pipeline.input_count, pipeline.input_count + pipeline.fit_input_count);
    let (input_count, all_count) = (Literal::usize_unsuffixed(inputs), Literal::usize_unsuffixed(all));
    let count = Literal::usize_unsuffixed(pipeline.nodes.len());
    let tied: Vec<Option<TokenStream>> = (0..pipeline.nodes.len()).map(|index| tied(names, index)).collect();
    let nodes = tied.iter().enumerate();
    let nodes = nodes.map(|(index, tied)| numbered(if tied.is_some() { "tied" } else { "node" }, index));
    let tied = tied.iter().flatten();
    let accept = |from: &str, range: std::ops::Range<usize>| {
        let from = local(from);
        let first = range.start;
        let accepted = range.map(|index| {
            let (inlet, part) = (numbered("outlet", index), Literal::usize_unsuffixed(index - first));
            let index = Literal::usize_unsuffixed(index);
            quote!(measures[#index] = #inlet.__accept(&execution, #index, #from.#part)?;)
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
    let (inputs, targets) = (local("inputs"), local("targets"));
    quote! {
        #(#tied)*
        let tasks: [&dyn #plumbing::ErasedNode<Self>; #count] = [#(&#nodes),*];
        if !visitor.begin(&tasks)? {
            return Ok(());
        }
        while let Some((#inputs, #targets)) = visitor.next()? {
            let execution = visitor.execution();
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
            visitor.run(&execution, &measures[..given], &tasks)?;
            if visitor.wants_outputs() {
                visitor.take_outputs(#outputs);
            }
        }
        if visitor.wants_fitted() {
            #(#fitted_steps)*
            visitor.take_fitted(#fitted);
        }
        Ok(())
    }
}

/// A node that is more than its step: tied to the node whose step it uses, or passing on while predicting.
fn tied(names: &Names<'_>, index: usize) -> Option<TokenStream> {
    let model = &names.pipeline.nodes[index];
    let (tied, node) = (numbered("tied", index), numbered("node", index));
    if model.passes {
        let passes = names.pipeline.predicted_inputs(model);
        let makes_targets = model.fit_output_count > 0;
        let asked =
            Place::step(model).ask(if makes_targets { "__GivesOnlyToFit" } else { "__ActsOnlyToFit" });
        return Some(quote!(let #tied = #node.__fit_only(&[#(#passes),*], #asked);));
    }
    let learnt = numbered("node", names.pipeline.reused(model)?.0);
    Some(quote!(let #tied = #node.__bind_to(&#learnt.fitted);))
}

/// The outputs as one value on an edge: the value, or a tuple.
fn outputs(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let outputs: Vec<_> = names
        .pipeline
        .outputs
        .iter()
        .enumerate()
        .map(|(index, output)| {
            let slot = slot(names, output.value);
            let ty = super::traits::edge_output(names, index);
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
