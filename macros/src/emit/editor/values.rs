//! The names of a pipeline as values, each with the type of its edge.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::emit::kinds::{self, Given};
use crate::emit::names::{Names, local, numbered};
use crate::model::{Arguments, Form, Node, NodeId, NodeKind, Origin, ValueId};

/// Returns the names of the pipeline as values and fields, and all uses of them.
pub(crate) fn names(names: &Names<'_>) -> TokenStream {
    let (root, plumbing) = (Scope::of(names.pipeline), names.plumbing());
    let edges = edges(names);
    let values = values(names, &root, true);
    let (name, fitted) = (&names.pipeline.name, names.fitted());
    let (steps, fitted_steps) = (local("steps"), local("fitted"));
    quote! {
        #[allow(unused_imports, unused_variables, dead_code)]
        const _: () = {
            use #plumbing::traits::*;
            fn names(#steps: &#name, #fitted_steps: &#fitted) {
                #edges
                #values
            }
        };
    }
}

/// Returns a value for each name, and for each use of the name a use of the value and of its field, if there is one.
fn values(names: &Names<'_>, scope: &Scope<'_>, is_root: bool) -> TokenStream {
    let plumbing = names.plumbing();
    let Scope { definitions, uses, inner, .. } = scope;
    let values = definitions.iter().map(|(name, value)| {
        let edge = numbered("value", value.0);
        quote!(let #name = #plumbing::value_of(#plumbing::edge_display_probe(#edge).__display());)
    });
    let steps = || names.pipeline.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Step { .. }));
    let is_field = |name: &&&Ident| is_root && steps().any(|node| node.path.first() == Some(**name));
    let fields: Vec<_> = uses.iter().filter(is_field).collect();
    let (steps, fitted) = (local("steps"), local("fitted"));
    let inner = inner.values().map(|inner| self::values(names, inner, false));
    quote! {
        {
            #(#values)*
            #(let _ = &#uses;)*
            #(let _ = &#steps.#fields; let _ = &#fitted.#fields;)*
            #(#inner)*
        }
    }
}

/// Returns the edge of each value: `let value_3 = ..;`.
fn edges(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let mut statements = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        let edge = numbered("value", index);
        match &value.origin {
            Origin::Input(_) | Origin::FitInput(_) => {
                let ty = names.input_type(ValueId(index));
                statements.extend(quote!(let #edge = &#plumbing::edge_of::<#ty>();));
            }
            Origin::Unknown => statements.extend(quote!(let #edge = &#plumbing::poison_edge();)),
            Origin::Node { .. } => {}
        }
    }
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        statements.extend(made_by(names, index, node));
    }
    statements
}

fn made_by(names: &Names<'_>, index: usize, node: &Node) -> TokenStream {
    let plumbing = names.plumbing();
    let x = arguments(names, &node.inputs);
    let made = match kinds::of(names, NodeId(index)).output() {
        Given::Input => quote!((#x).same()),
        Given::Poison => quote!(#plumbing::poison_edge()),
        Given::By(step) => quote!((&&#plumbing::given_probe(#plumbing::Of::<#step>::new(), #x)).given()),
    };
    let edges: Vec<_> = node.outputs.iter().map(|value| numbered("value", value.0)).collect();
    if let [only] = edges.as_slice() {
        return quote!(let #only = &#made;);
    }
    let (count, parts) = (Literal::usize_unsuffixed(edges.len()), numbered("parts", index));
    let numbers = (0..edges.len()).map(Literal::usize_unsuffixed);
    quote! {
        let #parts = #plumbing::parts_of::<#count, _>(#made);
        #(let #edges = &#parts.#numbers;)*
    }
}

fn arguments(names: &Names<'_>, arguments: &Arguments) -> TokenStream {
    let plumbing = names.plumbing();
    let edges: Vec<_> = arguments.values.iter().map(|value| numbered("value", value.0)).collect();
    match (arguments.form, edges.as_slice()) {
        (_, []) => quote!(&#plumbing::none()),
        (Form::One, [first, ..]) => quote!(#first),
        (Form::Tuple, _) => quote!(&#plumbing::tuple(&(#(#edges,)*))),
        (Form::Array, [first, ..]) => {
            let count = Literal::usize_unsuffixed(edges.len());
            quote!(&#plumbing::list_of::<#count, _>(#first))
        }
    }
}
