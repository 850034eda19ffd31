//! The types of outputs that the header does not promise, as projections from step to step.
//!
//! Where the header promises the outputs, no type of an edge is ever written down, and the cost of a pipeline is
//! linear. Without a promise rustc has to compute the output's type: a chain of aliases, in which a value that is
//! used more than once gets a type of its own, so that the text does not double at each use.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::names::{Names, constant};
use crate::model::{Arguments, Form, NodeKind, Origin, ValueId};

/// The type of a value on its edge.
pub(super) fn value_type(names: &Names<'_>, value: ValueId) -> TokenStream {
    match &names.pipeline.values[value.0].origin {
        Origin::Input(_) | Origin::FitInput(_) => {
            let alias = names.input_type(value);
            quote!(#alias)
        }
        Origin::Node { .. } => {
            let name = alias(names, value);
            quote!(#name)
        }
        Origin::Unknown => {
            let plumbing = names.plumbing();
            quote!(#plumbing::Poison)
        }
    }
}

/// The aliases for all values on the way to an output without a promise.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let promised = pipeline.promise.as_ref().map_or(0, Vec::len);
    let mut wanted: Vec<ValueId> =
        pipeline.outputs.iter().skip(promised).map(|output| output.value).collect();
    let mut seen = vec![false; pipeline.values.len()];
    let mut aliases = TokenStream::new();
    while let Some(value) = wanted.pop() {
        if std::mem::replace(&mut seen[value.0], true) {
            continue;
        }
        let Origin::Node { node, output } = pipeline.values[value.0].origin else { continue };
        let inputs = &pipeline.nodes[node.0].inputs;
        wanted.extend(&inputs.values);
        aliases.extend(value_alias(names, value, node.0, output));
    }
    aliases
}

fn value_alias(names: &Names<'_>, value: ValueId, node: usize, output: usize) -> TokenStream {
    let plumbing = names.plumbing();
    let pipeline = names.pipeline;
    let made_by = &pipeline.nodes[node];
    let alias = alias(names, value);
    let input = arguments_type(names, &made_by.inputs);
    let mut taken = TokenStream::new();
    let whole = match &made_by.kind {
        NodeKind::Expect(_) => input,
        NodeKind::Again { .. } if pipeline.expected_again(made_by).is_some() => input,
        NodeKind::Inverse { .. } | NodeKind::Again { .. } if pipeline.reused(made_by).is_none() => {
            quote!(#plumbing::Poison)
        }
        NodeKind::Step { .. } | NodeKind::Inverse { .. } | NodeKind::Again { .. } => {
            let step = names.typed_step(crate::model::NodeId(node));
            let (right, flows) = (constant("RIGHT", node), constant("FLOWS", value.0));
            let krate = names.krate;
            let flowing =
                quote!(#right && <#plumbing::Accepts<<#step as #krate::step::Step>::Fitted, #input>>::VALUE);
            let flowing = if names.in_editor() { quote!(true) } else { flowing };
            taken = quote!(const #flows: bool = #flowing;);
            quote!(<#plumbing::ShapesOk<#flows> as #plumbing::Gives<#step, #input>>::Out)
        }
    };
    let ty = if made_by.outputs.len() == 1 {
        whole
    } else {
        let (output, count) =
            (Literal::usize_unsuffixed(output), Literal::usize_unsuffixed(made_by.outputs.len()));
        let splits = constant("SPLITS", value.0);
        taken.extend(quote!(const #splits: bool = <#plumbing::IsTuple<#whole, #count>>::VALUE;));
        quote!(<#plumbing::ShapesOk<#splits> as #plumbing::PartOf<#whole, #output, #count>>::Type)
    };
    let uses =
        pipeline.nodes.iter().flat_map(|node| &node.inputs.values).filter(|used| **used == value).count();
    if uses < 2 {
        return quote!(#taken #[doc(hidden)] type #alias = #ty;);
    }
    let shared = format_ident!("__{}Shared{}", pipeline.name, value.0, span = Span::call_site());
    quote! {
        #taken
        #[doc(hidden)]
        #[allow(dead_code)]
        struct #shared;
        impl #plumbing::TypeOf for #shared {
            type Type = #ty;
        }
        #[doc(hidden)]
        type #alias = <#shared as #plumbing::TypeOf>::Type;
    }
}

fn arguments_type(names: &Names<'_>, arguments: &Arguments) -> TokenStream {
    let types: Vec<_> = arguments.values.iter().map(|&value| value_type(names, value)).collect();
    match arguments.form {
        Form::One => quote!(#(#types)*),
        Form::Tuple => quote!((#(#types,)*)),
        Form::Array => {
            let (first, count) = (types.first(), Literal::usize_unsuffixed(types.len()));
            quote!([#first; #count])
        }
    }
}

fn alias(names: &Names<'_>, value: ValueId) -> Ident {
    format_ident!("__{}Value{}", names.pipeline.name, value.0, span = Span::call_site())
}
