//! The types of values on edges. The type of an output that the header does not promise is a chain of projections from
//! step to step.
//!
//! If the header promises the outputs, no type of an inner edge is emitted, and the cost of a pipeline is linear.
//! Otherwise rustc computes the type of the output from a chain of aliases.
//!
//! Invariant: a value that is used more than once has a named type, so that the expanded type does not double at each
//! use.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::kinds::{self, Given};
use crate::emit::names::{Names, constant};
use crate::model::{Arguments, Form, NodeId, Origin, ValueId};

/// Returns the type of output `index` on its edge.
pub(crate) fn edge_output(names: &Names<'_>, index: usize) -> TokenStream {
    if names.pipeline.promise.as_ref().is_some_and(|promise| promise.get(index).is_some()) {
        let promised = names.promised_type(index);
        quote!(#promised)
    } else {
        value_type(names, names.pipeline.outputs[index].value)
    }
}

/// Returns the type of all outputs as one value: the type of the only output, or a tuple.
pub(crate) fn edge_outputs(names: &Names<'_>) -> TokenStream {
    let outputs: Vec<_> = (0..names.pipeline.outputs.len()).map(|index| edge_output(names, index)).collect();
    match outputs.as_slice() {
        [only] => only.clone(),
        _ => quote!((#(#outputs,)*)),
    }
}

/// Returns the type of `count` inputs as one value: the type of the only input, or a tuple.
pub(crate) fn joined(names: &Names<'_>, first: usize, count: usize) -> TokenStream {
    let types = (first..first + count).map(|index| names.input_type(ValueId(index)));
    if count == 1 { quote!(#(#types)*) } else { quote!((#(#types,)*)) }
}

/// Returns the type of a value on its edge.
pub(crate) fn value_type(names: &Names<'_>, value: ValueId) -> TokenStream {
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

/// Returns the aliases of all values that an output without a promise depends on.
pub(crate) fn emit(names: &Names<'_>) -> TokenStream {
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
    let mut conditions = TokenStream::new();
    let whole = match kinds::of(names, NodeId(node)).output() {
        Given::Input => input,
        Given::Poison => quote!(#plumbing::Poison),
        Given::Column(number) => {
            let flows = constant("FLOWS", value.0);
            let exists = quote!(<#plumbing::IsColumnOf<#input, #number>>::VALUE);
            let exists = if names.in_editor() { quote!(true) } else { exists };
            conditions = quote!(const #flows: bool = #exists;);
            quote!(<#plumbing::ShapesOk<#flows> as #plumbing::TypeOfColumn<#input, #number>>::Type)
        }
        Given::By(step) => {
            let (right, flows) = (kinds::of(names, NodeId(node)).right(), constant("FLOWS", value.0));
            let krate = names.krate;
            let flowing =
                quote!(#right && <#plumbing::Accepts<<#step as #krate::step::Step>::Fitted, #input>>::VALUE);
            let flowing = if names.in_editor() { quote!(true) } else { flowing };
            conditions = quote!(const #flows: bool = #flowing;);
            quote!(<#plumbing::ShapesOk<#flows> as #plumbing::Gives<#step, #input>>::Out)
        }
    };
    let hidden = names.hidden();
    let ty = if made_by.outputs.len() == 1 {
        whole
    } else {
        let (output, count) =
            (Literal::usize_unsuffixed(output), Literal::usize_unsuffixed(made_by.outputs.len()));
        let splits = constant("SPLITS", value.0);
        conditions.extend(quote!(const #splits: bool = <#plumbing::IsTuple<#whole, #count>>::VALUE;));
        quote!(<#plumbing::ShapesOk<#splits> as #plumbing::PartOf<#whole, #output, #count>>::Type)
    };
    let uses =
        pipeline.nodes.iter().flat_map(|node| &node.inputs.values).filter(|used| **used == value).count();
    if uses < 2 {
        return quote!(#conditions #hidden type #alias = #ty;);
    }
    let shared = format_ident!("__{}Shared{}", pipeline.name, value.0, span = Span::call_site());
    // Public, because the types of a public pipeline's outputs depend on it; nothing outside of the block can name it.
    quote! {
        #conditions
        #hidden
        #[allow(dead_code)]
        pub struct #shared;
        impl #plumbing::TypeOf for #shared {
            type Type = #ty;
        }
        #hidden
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
