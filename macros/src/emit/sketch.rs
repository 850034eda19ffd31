//! The strict reading: `Digits::graph()`, which draws the graph and is where rustc finds type mistakes.
//!
//! Invariant: every name of the user is bound here by a `let` in topological order, and every use of it is a
//! reference to that binding.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments;
use super::names::{Names, constant, local, numbered};
use crate::model::{Equation, NodeId, NodeKind, Origin, ValueId};

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
    let (flow, of_type) =
        (local("flow"), Ident::new("of_type", declared.span.resolved_at(Span::mixed_site())));
    let flows = quote_spanned!(declared.span=> #flow.input(#of_type));
    let after = name_binding(names, id);
    let renamed = renamings(names, id);
    quote! {
        let #owned = {
            let #of_type = #expand::Of::<#ty>::new();
            let #flow = (&&#expand::flow_probe(#expand::Of::<#ty>::new())).flow();
            #flows
        };
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
    let x_edge = arguments::edge(names, &node.inputs, &link, node.span);
    let span = node.span;
    let taken = match &node.kind {
        NodeKind::Expect(_) => quote!(#x.same()),
        NodeKind::Step { .. } => {
            let step = names.step(id);
            let (verdict, of_step) =
                (local("verdict"), Ident::new("of_step", span.resolved_at(Span::mixed_site())));
            let (y_edge, then) = match &node.fit {
                None => (quote!(&#expand::none()), quote_spanned!(span=> then)),
                Some(fit) => (arguments::edge(names, fit, &link, span), quote_spanned!(span=> then_against)),
            };
            let shown = Ident::new("shown", span.resolved_at(Span::mixed_site()));
            let call = quote_spanned!(span=> #verdict.#then(#of_step, #x, #y, #shown));
            quote! {
                {
                    let #y = #y_edge;
                    let #of_step = #expand::Of::<#step>::new();
                    let #verdict = (&&&#expand::edge_probe(&#of_step, #x, #y)).verdict().after(#link);
                    let #shown = #verdict.shown();
                    #call
                }
            }
        }
    };
    let result = if node.outputs.len() == 1 {
        taken
    } else {
        let count = Literal::usize_unsuffixed(node.outputs.len());
        let link = Ident::new("link", span.resolved_at(Span::mixed_site()));
        let split = quote_spanned!(span=> #link.split::<#count, _>(#edge));
        quote! {
            {
                let #edge = #taken;
                #split
            }
        }
    };
    let bindings = node.outputs.iter().map(|value| numbered("edge", value.0));
    let after = node.outputs.iter().map(|value| name_binding(names, *value));
    let pattern = if node.outputs.len() == 1 { quote!(#(#bindings)*) } else { quote!((#(#bindings,)*)) };
    quote! {
        let #pattern = {
            #(let _ = &#uses;)*
            let #link = #expand::Link::<#right>;
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
    let uses = output.used.iter();
    let promise = match names.pipeline.promise.as_ref().and_then(|promise| promise.get(index)) {
        None => TokenStream::new(),
        Some(promise) => {
            let promised = names.promised_type(index);
            let located = |name: &str| Ident::new(name, promise.span.resolved_at(Span::mixed_site()));
            let (link, expected, found) = (located("link"), located("expected"), located("found"));
            let check = quote_spanned!(promise.span=> #link.promise(#expected, #found));
            quote! {
                {
                    let #link = #expand::Link::<#kept>;
                    let #expected = (&&#expand::type_probe(#expand::Of::<#promised>::new())).shown();
                    let #found = (&&#expand::shown_probe(#edge)).shown();
                    #check;
                }
            }
        }
    };
    quote! {
        #(let _ = &#uses;)*
        #promise
    }
}
