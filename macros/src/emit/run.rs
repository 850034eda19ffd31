//! The two readings that move values: the fit graph and the predict graph, each a `match` over typed slots.
//!
//! Invariant: nothing here can be a compile error of the user's; what the sketch rejects flows as poison.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::{slot, take};
use super::names::{Names, constant, local, numbered};
use super::structs::Group;
use crate::model::{Node, NodeId, NodeKind, Origin, ValueId};

/// `fn fit_graph(steps, context, want, inputs...)`
pub(super) fn fit(names: &Names<'_>, root: &Group) -> TokenStream {
    let pipeline = names.pipeline;
    let (expand, krate) = (names.expand(), names.krate);
    let (name, fitted) = (&pipeline.name, names.fitted());
    let all_inputs = pipeline.input_count + pipeline.fit_input_count;
    let parameters = parameters(names, all_inputs);
    let types = super::traits::edge_outputs(names);
    let prologue = prologue(names, all_inputs, &quote!(&schedule.uses));
    let slots = (0..pipeline.nodes.len())
        .filter(|&index| matches!(pipeline.nodes[index].kind, NodeKind::Step { .. }))
        .map(|index| {
            let fitted = numbered("fitted", index);
            quote!(let #fitted = #expand::FittedSlot::new();)
        });
    let values = value_slots(names, |_| true, &quote!(&schedule.uses));
    let arms = pipeline.nodes.iter().enumerate().map(|(index, node)| {
        let number = Literal::usize_unsuffixed(index);
        let body = fit_arm(names, NodeId(index), node);
        quote!(#number => #body,)
    });
    let result = root.build(pipeline, true, &mut |node| {
        let fitted = numbered("fitted", node.0);
        quote!(#fitted.into_inner()?)
    });
    let outputs = outputs(names);
    let measures = (0..all_inputs).map(|index| numbered("measure", index));
    quote! {
        #[allow(clippy::too_many_lines, clippy::too_many_arguments, clippy::cognitive_complexity)]
        fn fit_graph(
            steps: &#name,
            context: &#krate::step::Context<'_>,
            want: bool,
            #parameters
        ) -> #krate::Result<(#fitted, Option<#types>)> {
            let schedule = if want { &FIT_TRANSFORM } else { &FIT };
            #prologue
            #values
            #(#slots)*
            let task = |index: usize| -> #krate::Result<()> {
                match index {
                    #(#arms)*
                    _ => Ok(()),
                }
            };
            engine.execute(&FIT_PLAN.plan(), &[#(#measures),*], &task)?;
            let fitted = #result;
            let outputs = if want { Some(#outputs) } else { None };
            Ok((fitted, outputs))
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
    let prologue = prologue(names, pipeline.input_count, &quote!(USES));
    let predicted = super::predicted_nodes(pipeline);
    let made_here = |value: &ValueId| matches!(pipeline.values[value.0].origin, Origin::Node { node, .. } if predicted.contains(&node));
    let values = value_slots(names, |value| made_here(&value), &quote!(USES));
    let arms = predicted.iter().enumerate().map(|(position, &id)| {
        let number = Literal::usize_unsuffixed(position);
        let body = predict_arm(names, id, &pipeline.nodes[id.0]);
        quote!(#number => #body,)
    });
    let outputs = outputs(names);
    let uses = predict_uses(names, &predicted);
    let measures = (0..pipeline.input_count).map(|index| numbered("measure", index));
    quote! {
        #[allow(clippy::too_many_lines, clippy::too_many_arguments, clippy::cognitive_complexity)]
        fn predict_graph(
            steps: &#fitted,
            context: &#krate::step::Context<'_>,
            #parameters
        ) -> #krate::Result<#types> {
            #uses
            #prologue
            #values
            let task = |index: usize| -> #krate::Result<()> {
                match index {
                    #(#arms)*
                    _ => Ok(()),
                }
            };
            engine.execute(&PREDICT_PLAN.plan(), &[#(#measures),*], &task)?;
            Ok(#outputs)
        }
    }
}

/// `value_0: __DigitsInput0, ...`
fn parameters(names: &Names<'_>, count: usize) -> TokenStream {
    (0..count)
        .map(|index| {
            let (value, ty) = (numbered("value", index), names.input_type(ValueId(index)));
            quote!(#value: #ty,)
        })
        .collect()
}

/// The engine, and the inputs in their slots.
fn prologue(names: &Names<'_>, inputs: usize, uses: &TokenStream) -> TokenStream {
    let expand = names.expand();
    let inputs = (0..inputs).map(|index| {
        let (value, measure, slot) =
            (numbered("value", index), numbered("measure", index), slot(ValueId(index)));
        let shape = constant("SHAPE", index);
        let text = &names.pipeline.values[index].label;
        let number = Literal::usize_unsuffixed(index);
        quote! {
            let #value = (&mut &mut #expand::Admit::new(#value)).admit()?;
            let #measure = (&&#expand::Measured(&#value)).measure()?;
            engine.input(#text, &#shape, &#measure)?;
            let #slot = #expand::Slot::new((#uses)[#number]);
            #slot.put((#value, #measure));
        }
    });
    quote! {
        let engine = #expand::Engine::new(context, &SIZES);
        #(#inputs)*
    }
}

/// Empty slots for what nodes give, and poisoned ones for what has no origin.
fn value_slots(names: &Names<'_>, wanted: impl Fn(ValueId) -> bool, uses: &TokenStream) -> TokenStream {
    let expand = names.expand();
    let values = names.pipeline.values.iter().enumerate();
    values
        .map(|(index, value)| {
            let (slot, number) = (slot(ValueId(index)), Literal::usize_unsuffixed(index));
            match value.origin {
                Origin::Node { .. } if wanted(ValueId(index)) => {
                    quote!(let #slot = #expand::Slot::new((#uses)[#number]);)
                }
                Origin::Unknown => quote!(let #slot = #expand::poison_slot();),
                // A leak, which has been reported: there is no target while predicting.
                Origin::FitInput(_) if !wanted(ValueId(index)) => quote!(let #slot = #expand::poison_slot();),
                _ => TokenStream::new(),
            }
        })
        .collect()
}

fn fit_arm(names: &Names<'_>, id: NodeId, node: &Node) -> TokenStream {
    let expand = names.expand();
    let number = Literal::usize_unsuffixed(id.0);
    let (x, y) = (local("x"), local("y"));
    let (take_x, x_measures) = take(names, &node.inputs, &x);
    let give = give(names, node);
    let NodeKind::Step { .. } = &node.kind else {
        return quote! {
            {
                let role = schedule.roles[#number];
                if !role.runs() { return Ok(()); }
                engine.node(&NODES[#number], role, |node| {
                    #take_x
                    let out = #x;
                    #give
                })
            }
        };
    };
    let (take_y, y_measures) = match &node.fit {
        None => (quote!(let #y = ();), quote!([])),
        Some(fit) => take(names, fit, &y),
    };
    let step = field(&quote!(steps), &node.path);
    let slot = numbered("fitted", id.0);
    quote! {
        {
            let role = schedule.roles[#number];
            let step = &#step;
            if !role.runs() {
                return engine.skip(&NODES[#number], step, &#slot);
            }
            engine.node(&NODES[#number], role, |node| {
                #take_x
                #take_y
                node.check_inputs(&#x_measures, Some(&#y_measures))?;
                let (fitted, out) = (&&#expand::fit_probe(step, &#x, &#y)).tag().fit(node, step, #x, #y)?;
                #slot.put(fitted)?;
                match out {
                    None => Ok(None),
                    Some(out) => { #give }
                }
            })
        }
    }
}

fn predict_arm(names: &Names<'_>, id: NodeId, node: &Node) -> TokenStream {
    let expand = names.expand();
    let number = Literal::usize_unsuffixed(id.0);
    let x = local("x");
    let (take_x, x_measures) = take(names, &node.inputs, &x);
    let give = give(names, node);
    let transform = match &node.kind {
        NodeKind::Expect(_) => quote!(let out = #x;),
        NodeKind::Step { .. } => {
            let step = field(&quote!(steps), &node.path);
            quote! {
                let step = &#step;
                node.check_inputs(&#x_measures, None)?;
                let out = (&&#expand::transform_probe(step, &#x)).tag().transform(node, step, #x)?;
            }
        }
    };
    quote! {
        engine.node(&NODES[#number], #expand::Role::Transform, |node| {
            #take_x
            #transform
            #give
        })
    }
}

/// Measures and checks what a node gave, `out`, and puts it into its slots. The value of the closure.
fn give(names: &Names<'_>, node: &Node) -> TokenStream {
    let expand = names.expand();
    let parts: Vec<_> = (0..node.outputs.len()).map(|part| numbered("out", part)).collect();
    let measures: Vec<_> = (0..node.outputs.len()).map(|part| numbered("out_measure", part)).collect();
    let numbers = (0..node.outputs.len()).map(Literal::usize_unsuffixed);
    let slots = node.outputs.iter().map(|&value| slot(value));
    let split = if let [only] = parts.as_slice() {
        quote!(let #only = out;)
    } else {
        let count = Literal::usize_unsuffixed(parts.len());
        quote!(let (#(#parts,)*) = (&mut &mut #expand::Splitter::<_, #count>::new(out)).split()?;)
    };
    quote! {
        #split
        #(let #measures = (&&#expand::Measured(&#parts)).measure()?;)*
        #(node.check_output(#numbers, &#measures)?;)*
        #(#slots.put((#parts, #measures));)*
        Ok(Some([#(#measures),*]))
    }
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
            let slot = slot(output.value);
            let ty = super::traits::edge_output(names, index);
            quote!((&mut &mut #expand::deliver::<#ty, _>(#slot.take()?.0)).deliver()?)
        })
        .collect();
    match outputs.as_slice() {
        [only] => quote!(#only),
        _ => quote!((#(#outputs,)*)),
    }
}

/// How often each value is used while predicting; a value that nobody uses there is never asked for.
fn predict_uses(names: &Names<'_>, predicted: &[NodeId]) -> TokenStream {
    let mut uses = vec![0_u32; names.pipeline.values.len()];
    for id in predicted {
        for value in &names.pipeline.nodes[id.0].inputs.values {
            uses[value.0] += 1;
        }
    }
    for output in &names.pipeline.outputs {
        uses[output.value.0] += 1;
    }
    let count = Literal::usize_unsuffixed(uses.len());
    quote!(const USES: &[u32; #count] = &[#(#uses),*];)
}

/// `steps.strokes.pca`
fn field(steps: &TokenStream, path: &[Ident]) -> TokenStream {
    let path = path.iter().map(super::structs::unspanned);
    quote_spanned!(super::shapes::nowhere()=> #steps #(.#path)*)
}
