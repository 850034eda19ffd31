//! The strict reading: `Digits::graph()`, which draws the graph and is where rustc finds type mistakes.
//!
//! Invariant: every name of the user is bound here by a `let` in topological order, and every use of it is a
//! reference to that binding.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments;
use super::names::{Names, constant, local, numbered};
use super::spans::Place;
use crate::model::{Equation, Form, NodeId, NodeKind, Origin, ValueId};

/// `impl Digits { pub fn graph() }` and `impl Pipeline for Digits`.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let expand = names.expand();
    let pipeline = names.pipeline;
    let (name, visibility) = (&pipeline.name, &pipeline.visibility);
    let (text, docs) = (name.to_string(), super::structs::docs(&pipeline.attributes));
    let body = body(names);
    let inputs = pipeline.values[..pipeline.input_count + pipeline.fit_input_count].iter().enumerate();
    let inputs = inputs.map(|(index, value)| {
        let (label, fit_only, shape) =
            (&value.label, index >= pipeline.input_count, constant("SHAPE", index));
        let here = quote_spanned!(value.name.as_ref().map_or_else(Span::call_site, Ident::span)=> __here());
        quote!(#expand::DrawnInput { name: #label, fit_only: #fit_only, shape: #shape, location: #here })
    });
    let types = (0..pipeline.values.len()).map(|index| {
        let edge = numbered("value", index);
        quote!(#expand::edge_type_name(#edge))
    });
    let outputs = pipeline.outputs.iter().map(|output| {
        let (name, value) = (output.name.to_string(), Literal::usize_unsuffixed(output.value.0));
        quote!((#name, #value))
    });
    quote! {
        #[allow(dead_code)]
        impl #name {
            /// The pipeline as data: nodes, edges with their types and shapes, and its exports.
            #visibility fn graph() -> #krate::graph::Graph {
                #body
                #expand::draw((#text, &[#(#docs),*]), &[#(#inputs),*], &NODES, &[#(#types),*], &[#(#outputs),*])
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
            Origin::Input(_) | Origin::FitInput(_) => statements.extend(input(names, id)),
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

fn input(names: &Names<'_>, id: ValueId) -> TokenStream {
    let expand = names.expand();
    let value = &names.pipeline.values[id.0];
    let owned = numbered("edge", id.0);
    let (Origin::Input(declared) | Origin::FitInput(declared)) = &value.origin else {
        return TokenStream::new();
    };
    let ty = names.input_type(id);
    let asked = Place::element(declared).ask("__Flows");
    let after = name_binding(names, id);
    let renamed = renamings(names, id);
    quote! {
        let #owned = (&&#expand::flow_probe(#expand::Of::<#ty>::new()))
            .flow()
            .input(#expand::Of::<#ty>::new(), #asked);
        #after
        #renamed
    }
}

fn node(names: &Names<'_>, id: NodeId) -> TokenStream {
    let node = &names.pipeline.nodes[id.0];
    let expand = names.expand();
    let uses = super::known_uses(names.pipeline, node);
    let (link, x, y, edge) = (local("link"), local("x"), local("y"), local("edge"));
    let right = constant("RIGHT", id.0);
    let place = Place::step(node);
    let x_edge = arguments::edge(names, &node.inputs, &link, place);
    let taken = match &node.kind {
        NodeKind::Expect(_) => quote!(#x.same()),
        NodeKind::Step { .. } => {
            let step = names.step(id);
            let of_step = local("of_step");
            let (y_edge, then, question) = match &node.fit {
                None => (quote!(&#expand::none()), quote!(then), "__TakenByThisStep"),
                Some(fit) => {
                    (arguments::edge(names, fit, &link, place), quote!(then_against), "__LearntAgainst")
                }
            };
            let asked = place.ask(question);
            quote! {
                {
                    let #y = #y_edge;
                    let #of_step = #expand::Of::<#step>::new();
                    (&&&#expand::edge_probe(&#of_step, #x, #y))
                        .verdict()
                        .after(#link)
                        .#then(#of_step, #x, #y, #asked)
                }
            }
        }
    };
    let result = if node.outputs.len() == 1 {
        taken
    } else {
        let count = Literal::usize_unsuffixed(node.outputs.len());
        let asked = place.ask("__SeveralValues");
        quote! {
            {
                let #edge = #taken;
                (&&&#expand::split_probe::<#count, _>(#edge)).edges().after(#link).checked(#asked)
            }
        }
    };
    // A single value behind a mistake is passed over anyway; what it is joined with is not.
    let joined = match node.inputs.form {
        Form::One => [].iter(),
        Form::Tuple | Form::Array => node.inputs.values.iter(),
    };
    let joined = joined.chain(node.fit.iter().flat_map(|fit| &fit.values));
    let joined = joined.map(|value| numbered("value", value.0));
    let bindings = node.outputs.iter().map(|value| numbered("edge", value.0));
    let after = node.outputs.iter().map(|value| name_binding(names, *value));
    let pattern = if node.outputs.len() == 1 { quote!(#(#bindings)*) } else { quote!((#(#bindings,)*)) };
    quote! {
        let #pattern = {
            #(let _ = &#uses;)*
            let #link = #expand::Link::<#right>;
            #(let #link = (&&#expand::sound_probe(#joined)).pass(#link);)*
            let #x = #x_edge;
            #result
        };
        #(#after)*
    }
}

/// `let pixels = value_7.same();`, which nobody but the user's own uses refers to: an unused name is an unused
/// variable. A use that is no node's, such as the last line of a block, stands here. In a broken pipeline the uses
/// may be what is broken, so there nothing is said.
fn name_binding(names: &Names<'_>, value: ValueId) -> TokenStream {
    let edge = numbered("value", value.0);
    let owned = numbered("edge", value.0);
    let name = names.pipeline.values[value.0].name.iter();
    let used = names.pipeline.values[value.0].name.iter().filter(|_| names.pipeline.broken);
    let other_uses =
        names.pipeline.uses.iter().filter(|(name, of)| *of == value && is_first(names, name, value));
    let other_uses = other_uses.map(|(name, _)| name);
    quote! {
        let #edge = &#owned;
        #(let #name = #edge.same();)*
        #(let _ = &#other_uses;)*
        #(let _ = &#used;)*
    }
}

/// Whether the value got this name first.
fn is_first(names: &Names<'_>, name: &Ident, value: ValueId) -> bool {
    names.pipeline.values[value.0].name.as_ref() == Some(name)
}

/// `let b = a;` for further names of a value, then the uses of names in these equations, which stand in any order.
fn renamings(names: &Names<'_>, value: ValueId) -> TokenStream {
    let edge = numbered("value", value.0);
    let equations = names.pipeline.equations.iter();
    let further: Vec<_> = equations
        .flat_map(|Equation { names: bound, renames, .. }| bound.iter().map(move |bound| (bound, renames)))
        .filter(|((name, of), _)| *of == value && !is_first(names, name, value))
        .map(|((name, _), renames)| (name, renames))
        .collect();
    let bindings = further.iter().map(|(name, _)| name);
    let uses = further.iter().flat_map(|(name, renames)| std::iter::once(*name).chain(renames.iter()));
    quote! {
        #(let #bindings = #edge.same();)*
        #(let _ = &#uses;)*
    }
}

fn output_check(names: &Names<'_>, index: usize, value: ValueId) -> TokenStream {
    let expand = names.expand();
    let output = &names.pipeline.outputs[index];
    let (edge, kept) = (numbered("value", value.0), constant("KEPT", index));
    let is_known = !matches!(names.pipeline.values[value.0].origin, Origin::Unknown);
    let uses = output.used.iter().filter(|_| is_known);
    let promise = match names.pipeline.promise.as_ref().and_then(|promise| promise.get(index)) {
        None => TokenStream::new(),
        Some(promise) => {
            let promised = names.promised_type(index);
            let asked = Place::element(promise).ask("__PromisedAs");
            quote! {
                (&&#expand::sound_probe(#edge)).pass(#expand::Link::<#kept>).promise(
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
    }
}
