//! The names of a pipeline as values, each with the type of its edge.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::emit::kinds::{self, Given};
use crate::emit::names::{Names, local, numbered};
use crate::model::{Arguments, Form, Node, NodeId, NodeKind, Origin, Pipeline, ValueId};

/// Returns the names of the pipeline as values and fields, and all uses of them.
pub(crate) fn names(names: &Names<'_>) -> TokenStream {
    let (root, plumbing) = (Scope::of(names.pipeline), names.plumbing());
    let edges = edges(names);
    let values = values(names, &root, &[]);
    let (name, fitted) = (&names.pipeline.name, names.fitted());
    let (steps, fitted_steps) = (local("steps"), local("fitted"));
    let outputs = (names.pipeline.outputs.len() > 1).then(|| {
        let (outputs, output) = (local("outputs"), names.output());
        quote!(, #outputs: &#output)
    });
    quote! {
        #[allow(unused_imports, unused_variables, dead_code)]
        const _: () = {
            use #plumbing::traits::*;
            fn names(#steps: &#name, #fitted_steps: &#fitted #outputs) {
                #edges
                #values
            }
        };
    }
}

/// Returns a value for each name, and for each use of the name a use of the value and of its fields, if there are any. `block` are
/// the names of the blocks around the scope.
fn values(names: &Names<'_>, scope: &Scope<'_>, block: &[&str]) -> TokenStream {
    let plumbing = names.plumbing();
    let Scope { definitions, uses, inner, .. } = scope;
    let values = definitions.iter().map(|(name, value)| {
        let edge = numbered("value", value.0);
        quote!(let #name = #plumbing::value_of(#plumbing::edge_display_probe(#edge).__display());)
    });
    let fields = uses.iter().filter(|name| is_field(names.pipeline, block, name)).map(|name| {
        let (steps, fitted) = (local("steps"), local("fitted"));
        let blocks = block.iter().map(|block| Ident::new(block, Span::call_site()));
        let blocks = quote!(#(.#blocks)*);
        quote!(let _ = &#steps #blocks.#name; let _ = &#fitted #blocks.#name;)
    });
    let outputs =
        uses.iter().filter(|name| block.is_empty() && is_output(names.pipeline, name)).map(|name| {
            let outputs = local("outputs");
            quote!(let _ = &#outputs.#name;)
        });
    let inner = inner.iter().map(|(name, inner)| {
        let block: Vec<&str> = block.iter().copied().chain([name.as_str()]).collect();
        self::values(names, inner, &block)
    });
    quote! {
        {
            #(#values)*
            #(let _ = &#uses;)*
            #(#fields)*
            #(#outputs)*
            #(#inner)*
        }
    }
}

/// Whether the struct of the steps has a field of this name in this block.
fn is_field(pipeline: &Pipeline, block: &[&str], name: &Ident) -> bool {
    let is_inside = |path: &[Ident]| {
        path.get(block.len()) == Some(name) && block.iter().zip(path).all(|(block, field)| field == block)
    };
    pipeline.nodes.iter().any(|node| matches!(node.kind, NodeKind::Step { .. }) && is_inside(&node.path))
}

/// Whether the struct of the outputs has a field that is defined where the value is.
fn is_output(pipeline: &Pipeline, name: &Ident) -> bool {
    pipeline.outputs.len() > 1
        && pipeline.outputs.iter().any(|output| {
            !output.is_promised && pipeline.definition(output).is_some_and(|defined| defined == name)
        })
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
        Given::Column(number) => quote!(#plumbing::column_edge::<#number, _>(#x)),
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
