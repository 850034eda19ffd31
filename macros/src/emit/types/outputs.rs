//! The types of the outputs that a caller receives, and the struct of several outputs.
//!
//! Invariant: a promised array is returned as an owned array; every other output has the type of its edge.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::aliases::{dimension, rows};
use super::edges::joined;
use crate::emit::checked::{if_right, unknown};
use crate::emit::names::{Names, unspanned, unspanned_tokens};
use crate::emit::reader::Reader;
use crate::emit::rows::rank;
use crate::model::{Output, ValueType};

/// Returns the type of an output that a caller receives, and whether it is an owned array.
fn owned_output(names: &Names<'_>, index: usize) -> (TokenStream, bool) {
    let krate = names.krate;
    let promised = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index));
    match promised {
        Some(ValueType { dims: Some(dims), element: written, is_sparse, .. }) => {
            let (element, dimension, plumbing) =
                (names.promised_element(index), dimension(dims), names.plumbing());
            if names.in_editor() {
                let (array, element) = (format_ident!("Array{}", rank(dims)), unspanned_tokens(written));
                if *is_sparse {
                    return (quote!(#krate::sparse::Sparse<#element>), true);
                }
                return (quote!(#plumbing::ndarray::#array<#element>), true);
            }
            let owned = match rows(names, dims, written, &element) {
                _ if *is_sparse => quote!(#krate::sparse::Sparse<#element>),
                Some(rows) => quote!(#rows::Owned),
                None => quote!(#plumbing::ndarray::Array<#element, #plumbing::ndarray::#dimension>),
            };
            // The mistake may be the promise.
            (if_right(names, &owned), true)
        }
        Some(_) => {
            let alias = names.promised_type(index);
            (quote!(#alias), false)
        }
        // The types of edges are known only in the block of the generated code; outside, the type is that of
        // `Transform`.
        None => {
            let (fitted, x) = (names.fitted(), joined(names, 0, names.pipeline.input_count));
            let (index, count) =
                (Literal::usize_unsuffixed(index), Literal::usize_unsuffixed(names.pipeline.outputs.len()));
            let all = quote!(<#fitted as #krate::step::Transform<#x>>::Out);
            if names.pipeline.outputs.len() == 1 {
                return (all, false);
            }
            (quote!(<#all as #krate::plumbing::Part<#index, #count>>::Type), false)
        }
    }
}

/// Returns the name of the field of an output; for an editor, where the name is defined: in the header or by its equation.
fn field(names: &Names<'_>, output: &Output) -> Ident {
    match names.pipeline.definition(output) {
        Some(name) if names.in_editor() => name.clone(),
        _ => unspanned(&output.name),
    }
}

/// Returns the struct of several outputs; nothing for one output.
pub(crate) fn output_struct(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    if pipeline.outputs.len() < 2 {
        return TokenStream::new();
    }
    let (visibility, name) = (&pipeline.visibility, names.output());
    let doc = format!("The outputs of [`{}`].", pipeline.name);
    if pipeline.broken && names.reader == Reader::Compiler {
        // The names of the outputs may be what is wrong.
        let unknown = unknown(names);
        return quote!(#[allow(dead_code)] #visibility type #name = #unknown;);
    }
    let fields = pipeline.outputs.iter().enumerate().map(|(index, output)| {
        let (field, (ty, _)) = (field(names, output), owned_output(names, index));
        let doc = format!("The output `{field}`.");
        quote!(#[doc = #doc] pub #field: #ty,)
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #[allow(dead_code, clippy::pub_underscore_fields)]
        #visibility struct #name { #(#fields)* }
    }
}

/// Returns the type that a caller receives, and an expression that converts the variable `outputs` to it.
pub(crate) fn result(names: &Names<'_>, outputs: &Ident) -> (TokenStream, TokenStream) {
    let plumbing = names.plumbing();
    let pipeline = names.pipeline;
    if let [output] = pipeline.outputs.as_slice() {
        let _ = output;
        let (ty, is_array) = owned_output(names, 0);
        let value = if is_array {
            quote!(#plumbing::Deliverable::into_owned_value(#outputs))
        } else {
            quote!(#outputs)
        };
        return (ty, value);
    }
    if pipeline.outputs.is_empty() {
        return (quote!(()), quote!(#outputs));
    }
    let name = names.output();
    let fields = pipeline.outputs.iter().enumerate().map(|(index, output)| {
        let (field, (_, is_array)) = (unspanned(&output.name), owned_output(names, index));
        let index = Literal::usize_unsuffixed(index);
        if is_array {
            quote!(#field: #plumbing::Deliverable::into_owned_value(#outputs.#index))
        } else {
            quote!(#field: #outputs.#index)
        }
    });
    (quote!(#name), quote!(#name { #(#fields),* }))
}
