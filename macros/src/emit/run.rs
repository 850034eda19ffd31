//! The two readings that move values: the fit graph and the predict graph, a typed node for each step.
//!
//! Invariant: nothing here can be a compile error of the user's; what the sketch rejects flows as poison.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::{slot, source};
use super::names::{Names, constant, local, numbered};
use super::structs::Group;
use crate::model::{Node, NodeId, NodeKind, Origin, ValueId};

/// `fn fit_graph(steps, context, want, inputs...)`
pub(super) fn fit(names: &Names<'_>, root: &Group) -> TokenStream {
    let pipeline = names.pipeline;
    let krate = names.krate;
    let (name, fitted) = (&pipeline.name, names.fitted());
    let all_inputs = pipeline.input_count + pipeline.fit_input_count;
    let parameters = parameters(names, all_inputs);
    let types = super::traits::edge_outputs(names);
    let prologue = prologue(names, all_inputs, true);
    let nodes = pipeline.nodes.iter().enumerate().map(|(index, node)| fit_node(names, NodeId(index), node));
    let run = run(names, "FIT_PLAN", &(0..pipeline.nodes.len()).collect::<Vec<_>>(), all_inputs);
    let result = root.build(pipeline, true, &mut |node| {
        let node = numbered("node", node.0);
        quote!(#node.fitted.into_inner()?)
    });
    let outputs = outputs(names);
    quote! {
        fn fit_graph(
            steps: &#name,
            context: &#krate::step::Context<'_>,
            want: bool,
            #parameters
        ) -> #krate::Result<(#fitted, Option<#types>)> {
            let schedule = if want { &FIT_TRANSFORM } else { &FIT };
            #prologue
            #(#nodes)*
            #run
            let outputs = if want { Some(#outputs) } else { None };
            Ok((#result, outputs))
        }
    }
}

/// `fn predict_graph(steps, context, inputs...)`
pub(super) fn predict(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let krate = names.krate;
    let fitted = names.fitted();
    let parameters = parameters(names, pipeline.input_count);
    let types = super::traits::edge_outputs(names);
    let prologue = prologue(names, pipeline.input_count, false);
    let predicted = super::predicted_nodes(pipeline);
    let uses = predict_uses(names, &predicted);
    let nodes = predicted.iter().map(|&id| predict_node(names, id, &pipeline.nodes[id.0], &uses));
    let run = run(
        names,
        "PREDICT_PLAN",
        &predicted.iter().map(|id| id.0).collect::<Vec<_>>(),
        pipeline.input_count,
    );
    let outputs = outputs(names);
    let count = Literal::usize_unsuffixed(uses.len());
    quote! {
        fn predict_graph(
            steps: &#fitted,
            context: &#krate::step::Context<'_>,
            #parameters
        ) -> #krate::Result<#types> {
            const USES: &[u32; #count] = &[#(#uses),*];
            #prologue
            #(#nodes)*
            #run
            Ok(#outputs)
        }
    }
}

/// `value_0: __DigitsInput0, ...`
pub(super) fn parameters(names: &Names<'_>, count: usize) -> TokenStream {
    (0..count)
        .map(|index| {
            let (value, ty) = (numbered("value", index), names.input_type(ValueId(index)));
            quote!(#value: #ty,)
        })
        .collect()
}

/// The engine, the inputs in their slots, and poisoned slots for what has no origin.
fn prologue(names: &Names<'_>, inputs: usize, is_fit: bool) -> TokenStream {
    let expand = names.expand();
    let uses = if is_fit { quote!(schedule.uses) } else { quote!(USES) };
    let filled = (0..inputs).map(|index| {
        let (value, measure) = (numbered("value", index), numbered("measure", index));
        let (shape, outlet) = (constant("SHAPE", index), numbered("outlet", index));
        let text = &names.pipeline.values[index].label;
        let number = Literal::usize_unsuffixed(index);
        quote! {
            let #value = (&mut &mut #expand::Admit::new(#value)).admit()?;
            let #outlet = (&&#expand::outlet_probe(#expand::type_of(&#value))).outlet(#uses[#number]);
            let #measure = #outlet.fill(#value)?;
            engine.input(#text, &#shape, &#measure)?;
        }
    });
    // While predicting there is no target; one that is asked for is a leak, which has been reported.
    let unknown = names.pipeline.values.iter().enumerate().skip(inputs).filter_map(|(index, value)| {
        let outlet = numbered("outlet", index);
        matches!(value.origin, Origin::Unknown | Origin::FitInput(_))
            .then(|| quote!(let #outlet = #expand::poison_slot();))
    });
    quote! {
        let engine = #expand::Engine::new(context, &SIZES);
        #(#filled)*
        #(#unknown)*
    }
}

/// The list of the nodes, and their run.
fn run(names: &Names<'_>, plan: &str, nodes: &[usize], inputs: usize) -> TokenStream {
    let expand = names.expand();
    let plan = local(plan);
    let count = Literal::usize_unsuffixed(nodes.len());
    let nodes = nodes.iter().map(|&index| numbered("node", index));
    let measures = (0..inputs).map(|index| numbered("measure", index));
    quote! {
        let tasks: [&dyn #expand::Task<_>; #count] = [#(&#nodes),*];
        engine.execute(&#plan.plan(), &[#(#measures),*], steps, &tasks)?;
    }
}

fn fit_node(names: &Names<'_>, id: NodeId, node: &Node) -> TokenStream {
    let expand = names.expand();
    let number = Literal::usize_unsuffixed(id.0);
    let (this, step, input, target, typed) =
        (numbered("node", id.0), local("step"), local("input"), local("target"), local("typed"));
    let source_of_input = source(names, &node.inputs);
    let uses = |value: ValueId| {
        let value = Literal::usize_unsuffixed(value.0);
        quote!(schedule.uses[#value])
    };
    if let NodeKind::Expect(_) = &node.kind {
        let role = quote!(schedule.roles[#number]);
        return expect_node(names, id, node, &role, uses);
    }
    let source_of_target = node.fit.as_ref().map_or_else(|| quote!(()), |fit| source(names, fit));
    let ty = names.step(id);
    let step_of = step_of(&names.pipeline.name, &node.path, &quote!(#ty));
    let gives = quote!(#typed.fits(#step, &#input));
    let outlet = outlet(names, node, &gives, uses);
    let judged = judged(names, node, &gives, &typed);
    quote! {
        let #this = {
            let #step #step_of;
            let (#input, #target) = (#source_of_input, #source_of_target);
            let #typed = (&&#expand::fit_probe(#step, &#input, &#target)).tag();
            let outlet = #outlet;
            #judged
            #typed.fit_node((&NODES[#number], schedule.roles[#number]), #step, #input, #target, outlet)
        };
    }
}

fn predict_node(names: &Names<'_>, id: NodeId, node: &Node, counts: &[u32]) -> TokenStream {
    let (expand, krate) = (names.expand(), names.krate);
    let number = Literal::usize_unsuffixed(id.0);
    let (this, step, input, typed) = (numbered("node", id.0), local("step"), local("input"), local("typed"));
    let source_of_input = source(names, &node.inputs);
    let uses = |value: ValueId| {
        let count = Literal::u32_unsuffixed(counts[value.0]);
        quote!(#count)
    };
    if let NodeKind::Expect(_) = &node.kind {
        return expect_node(names, id, node, &quote!(#expand::Role::Transform), uses);
    }
    let ty = names.step(id);
    let fitted = quote_spanned!(node.span=> <#ty as #krate::step::Step>::Fitted);
    let step_of = step_of(&names.fitted(), &node.path, &fitted);
    let gives = quote!(#typed.gives(#step, &#input));
    let outlet = outlet(names, node, &gives, uses);
    let judged = judged(names, node, &gives, &typed);
    quote! {
        let #this = {
            let #step #step_of;
            let #input = #source_of_input;
            let #typed = (&&#expand::transform_probe(#step, &#input)).tag();
            let outlet = #outlet;
            #judged
            #typed.transform_node(&NODES[#number], #step, #input, outlet)
        };
    }
}

fn expect_node(
    names: &Names<'_>,
    id: NodeId,
    node: &Node,
    role: &TokenStream,
    uses: impl Fn(ValueId) -> TokenStream,
) -> TokenStream {
    let expand = names.expand();
    let (this, input) = (numbered("node", id.0), local("input"));
    let number = Literal::usize_unsuffixed(id.0);
    let source_of_input = source(names, &node.inputs);
    let outlet = outlet(names, node, &quote!(#expand::passes(&#input)), uses);
    quote! {
        let #this = {
            let #input = #source_of_input;
            let outlet = #outlet;
            #expand::ExpectNode::new(&NODES[#number], #role, #input, outlet)
        };
    }
}

/// A slot for what a node gives, or a tuple of slots; `gives` is an expression of its type.
fn outlet(
    names: &Names<'_>,
    node: &Node,
    gives: &TokenStream,
    uses: impl Fn(ValueId) -> TokenStream,
) -> TokenStream {
    let expand = names.expand();
    if let [only] = node.outputs.as_slice() {
        let uses = uses(*only);
        return quote!((&&#expand::outlet_probe(#gives)).outlet(#uses));
    }
    let parts: Vec<_> = (0..node.outputs.len()).map(|part| numbered("part", part)).collect();
    let count = Literal::usize_unsuffixed(parts.len());
    let uses = node.outputs.iter().map(|&value| uses(value));
    quote! {
        {
            let (#(#parts,)*) = (&&#expand::parts_probe::<_, #count>(#gives)).parts();
            (#((&&#expand::outlet_probe(#parts)).outlet(#uses),)*)
        }
    }
}

/// Where the equation has other names than the step gives values, the node is broken.
fn judged(names: &Names<'_>, node: &Node, gives: &TokenStream, typed: &Ident) -> TokenStream {
    if node.outputs.len() == 1 {
        return TokenStream::new();
    }
    let (expand, count) = (names.expand(), Literal::usize_unsuffixed(node.outputs.len()));
    quote!(let #typed = (&&#expand::parts_probe::<_, #count>(#gives)).judge(#typed);)
}

/// The outputs as one value on an edge: the value, or a tuple.
fn outputs(names: &Names<'_>) -> TokenStream {
    let expand = names.expand();
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
                return quote!((&mut &mut #expand::deliver::<#ty, _>(#slot.take()?.0)).deliver()?);
            }
            let (keeps, shape) = (constant("KEEPS", index), constant("PROMISED", index));
            let (promiser, value) =
                (names.pipeline.name.to_string(), &names.pipeline.values[output.value.0].label);
            quote! {
                {
                    let (value, measure) = #slot.take()?;
                    engine.output((#promiser, #value), &#keeps, &#shape, &measure)?;
                    (&mut &mut #expand::deliver::<#ty, _>(value)).deliver()?
                }
            }
        })
        .collect();
    match outputs.as_slice() {
        [only] => quote!(#only),
        _ => quote!((#(#outputs,)*)),
    }
}

/// How often each value is used while predicting; a value that nobody uses there is never asked for.
fn predict_uses(names: &Names<'_>, predicted: &[NodeId]) -> Vec<u32> {
    let mut uses = vec![0_u32; names.pipeline.values.len()];
    for id in predicted {
        for value in &names.pipeline.nodes[id.0].inputs.values {
            uses[value.0] += 1;
        }
    }
    for output in &names.pipeline.outputs {
        uses[output.value.0] += 1;
    }
    uses
}

/// `: fn(&Digits) -> &Pca<12> = |steps| &steps.strokes.pca`
fn step_of(root: &Ident, path: &[Ident], ty: &TokenStream) -> TokenStream {
    let path = path.iter().map(super::structs::unspanned);
    quote!(: fn(&#root) -> &#ty = |steps| &steps #(.#path)*)
}
