//! The strict reading: `Digits::graph()`, which draws the graph and is where rustc finds type mistakes.
//!
//! Invariant: every name of the user is bound here by a `let` in topological order, and every use of it is a
//! reference to that binding.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments;
use super::names::{Names, constant, local, numbered};
use super::spans::Place;
use crate::model::{Equation, NodeId, NodeKind, Origin, ValueId};

/// `impl Digits { pub fn graph() }` and `impl Pipeline for Digits`.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let expand = names.expand();
    let name = &names.pipeline.name;
    let visibility = &names.pipeline.visibility;
    let text = name.to_string();
    let sketch = local("sketch");
    let body = body(names);
    quote! {
        impl #name {
            /// The pipeline as data: nodes, edges with their types and shapes, and its exports.
            #visibility fn graph() -> #krate::graph::Graph {
                let mut #sketch = #expand::Sketch::new(#text);
                #body
                #sketch.finish()
            }
        }

        impl #expand::Pipeline for #name {
            fn graph() -> #krate::graph::Graph {
                #name::graph()
            }
        }
    }
}

fn body(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let mut statements = TokenStream::new();
    for (index, value) in pipeline.values.iter().enumerate() {
        let id = ValueId(index);
        match &value.origin {
            Origin::Input(_) => statements.extend(input(names, id, false)),
            Origin::FitInput(_) => statements.extend(input(names, id, true)),
            Origin::Unknown => {
                let (edge, expand) = (numbered("value", index), names.expand());
                let name =
                    value.name.iter().filter(|_| index < pipeline.input_count + pipeline.fit_input_count);
                statements.extend(quote! {
                    let #edge = &#expand::poison_edge();
                    #(let #name = #edge; let _ = &#name;)*
                });
            }
            Origin::Node { .. } => {}
        }
    }
    for index in 0..pipeline.nodes.len() {
        statements.extend(node(names, NodeId(index)));
        for value in &pipeline.nodes[index].outputs {
            statements.extend(renamings(names, *value));
        }
    }
    for (index, output) in pipeline.outputs.iter().enumerate() {
        statements.extend(output_check(names, index, output.value));
    }
    statements
}

fn input(names: &Names<'_>, id: ValueId, fit_only: bool) -> TokenStream {
    let expand = names.expand();
    let value = &names.pipeline.values[id.0];
    let Some(name) = &value.name else { return TokenStream::new() };
    let (text, edge, shape, sketch) =
        (name.to_string(), numbered("value", id.0), constant("SHAPE", id.0), local("sketch"));
    let (Origin::Input(declared) | Origin::FitInput(declared)) = &value.origin else {
        return TokenStream::new();
    };
    let ty = names.input_type(id);
    let of = quote!(#expand::Of::<#ty>::new());
    let flows = Place::element(declared).ask("__Flows");
    let here = quote_spanned!(name.span()=> __here());
    let used = if names.pipeline.unused.contains(name) { quote!() } else { quote!(let #edge = &#name;) };
    let renamed = renamings(names, id);
    quote! {
        let #name = {
            let edge = (&&#expand::flow_probe(#of)).flow().input(#of, #flows);
            let port = #sketch.draw_input(#text, #fit_only, #here, (&&#expand::element_probe(&edge)).edge_type(&#shape));
            edge.at(port)
        };
        #used
        #renamed
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let node = &names.pipeline.nodes[id.0];
    let expand = names.expand();
    let sketch = local("sketch");
    let uses = super::known_uses(names.pipeline, node);
    let (link, x, y, edge, ports) = (local("link"), local("x"), local("y"), local("edge"), local("ports"));
    let right = constant("RIGHT", id.0);
    let place = Place::step(node);
    let x_edge = arguments::edge(names, &node.inputs, &link, place);
    let inputs: Vec<_> = node.inputs.values.iter().map(|value| numbered("value", value.0)).collect();
    let targets: Vec<_> =
        node.fit.iter().flat_map(|fit| &fit.values).map(|value| numbered("value", value.0)).collect();
    let y_edge = match &node.fit {
        None => quote!(&#expand::none()),
        Some(fit) => arguments::edge(names, fit, &link, place),
    };
    let span = node.span;
    let (taken, nested, learns, rowwise, text, is_expectation) = match &node.kind {
        NodeKind::Step { text, .. } => {
            let step = names.step(id);
            let of = quote!(#expand::Of::<#step>::new());
            let (against, question) = if node.fit.is_some() {
                (quote!(.against((&&#expand::shown_probe(#y)).shown())), "__LearntAgainst")
            } else {
                (quote!(), "__TakenByThisStep")
            };
            let asked = place.ask(question);
            let taken = quote! {
                #expand::Judge::judge(&#link, (&&#expand::edge_probe(#of, #x, #y)).tag())
                    #against
                    .then(#of, #x, #y, (&&#expand::shown_probe(#x)).shown(), #asked)
            };
            let krate = names.krate;
            let as_step = quote_spanned!(span=> <#step as #krate::step::Step>);
            let nested = quote!((&&#expand::nested_probe(#of)).nested());
            (taken, nested, quote!(#as_step::LEARNS), quote!(#as_step::ROWWISE), text.clone(), false)
        }
        NodeKind::Expect(dims) => {
            let text = format!("expect [{}]", dims.axes.join(", "));
            (quote!(#expand::same(#x)), quote!(None), quote!(false), quote!(true), text, true)
        }
    };
    let path = super::path_text(node);
    let fit_only = node.fit_only;
    let block = node.block.iter().map(ToString::to_string);
    let here = quote_spanned!(span=> __here());
    let shapes: Vec<_> = node.outputs.iter().map(|value| constant("SHAPE", value.0)).collect();
    let parts: Vec<_> = (0..node.outputs.len()).map(|part| numbered("part", part)).collect();
    let split = if let [only] = parts.as_slice() {
        quote!(let #only = #edge;)
    } else {
        let count = Literal::usize_unsuffixed(parts.len());
        let asked = place.ask("__SeveralValues");
        quote!(let (#(#parts,)*) = (&&#expand::split_probe::<#count, _>(&#edge)).parts().checked(#asked);)
    };
    let info = quote! {
        #expand::StepInfo {
            path: #path, step: #text, learns: #learns, rowwise: #rowwise, fit_only: #fit_only,
            expect: #is_expectation, location: #here, block: &[#(#block),*],
        }
    };
    let bindings = node.outputs.iter().map(|value| super::binding(names, *value));
    let after = node.outputs.iter().map(|value| after_binding(names, *value));
    let result = if let [only] = parts.as_slice() {
        quote!(#only.at_first(&mut #ports))
    } else {
        quote!((#(#parts.at_first(&mut #ports),)*))
    };
    let pattern = if parts.len() == 1 { quote!(#(#bindings)*) } else { quote!((#(#bindings,)*)) };
    quote! {
        let #pattern = {
            #(let _ = &#uses;)*
            let #link = #expand::Link::<{ #right }>;
            #(let #link = (&&#expand::sound_probe(#inputs)).pass(#link);)*
            #(let #link = (&&#expand::sound_probe(#targets)).pass(#link);)*
            let #x = #x_edge;
            let #y = #y_edge;
            let #edge = #taken;
            #split
            let mut #ports = #sketch.draw_step(
                #info,
                &[#(#inputs.port()),*],
                &[#(#targets.port()),*],
                #nested,
                vec![#((&&#expand::element_probe(&#parts)).edge_type(&#shapes)),*],
            ).into_iter();
            #result
        };
        #(#after)*
    }
}

/// `let value_7 = &pixels;`, or where nobody uses the name nothing, so that rustc says so.
fn after_binding(names: &Names<'_>, value: ValueId) -> TokenStream {
    let edge = numbered("value", value.0);
    match &names.pipeline.values[value.0].name {
        Some(name) if names.pipeline.unused.contains(name) => TokenStream::new(),
        Some(name) => quote!(let #edge = &#name;),
        None => {
            let owned = numbered("edge", value.0);
            quote!(let #edge = &#owned;)
        }
    }
}

/// `let b = a;` for equations that only rename a value.
fn renamings(names: &Names<'_>, value: ValueId) -> TokenStream {
    let edge = numbered("value", value.0);
    let is_first = |name: &Ident| names.pipeline.values[value.0].name.as_ref() == Some(name);
    names
        .pipeline
        .equations
        .iter()
        .filter_map(|Equation { names: bound, renames, .. }| {
            let (name, of) = bound.first()?;
            (*of == value && !is_first(name)).then(|| {
                let uses = renames.iter();
                quote! {
                    #(let _ = &#uses;)*
                    let #name = #edge.same();
                    let _ = &#name;
                }
            })
        })
        .collect()
}

fn output_check(names: &Names<'_>, index: usize, value: ValueId) -> TokenStream {
    let expand = names.expand();
    let output = &names.pipeline.outputs[index];
    let (edge, sketch, kept) = (numbered("value", value.0), local("sketch"), constant("KEPT", index));
    let text = output.name.to_string();
    let is_known = !matches!(names.pipeline.values[value.0].origin, Origin::Unknown);
    let uses = output.used.iter().filter(|_| is_known);
    let promise = match names.pipeline.promise.as_ref().and_then(|promise| promise.get(index)) {
        None => TokenStream::new(),
        Some(promise) => {
            let promised = names.promised_type(index);
            let asked = Place::element(promise).ask("__PromisedAs");
            quote! {
                (&&#expand::sound_probe(#edge)).pass(#expand::Link::<{ #kept }>).promise(
                    (&&#expand::type_probe(#expand::Of::<#promised>::new())).shown(),
                    (&&#expand::shown_probe(#edge)).shown(),
                    #asked,
                );
            }
        }
    };
    quote! {
        #(let _ = &#uses;)*
        #promise
        #sketch.draw_output(#text, #edge.port());
    }
}
