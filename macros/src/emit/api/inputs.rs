//! The parameters of the public methods, and the bound that says what a caller may pass for an input.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::names::{Names, numbered, unspanned};
use crate::emit::types::rank;
use crate::model::{Origin, ValueId, ValueType};

/// Returns the bound of a parameter: `IntoInput<ArrayOf<f32, 2>, Value = ..>`.
pub(crate) fn bound(names: &Names<'_>, index: usize) -> TokenStream {
    let (krate, id) = (names.krate, ValueId(index));
    let ty = names.input_type(id);
    let called = match &names.pipeline.values[index].origin {
        Origin::Input(ValueType { dims: Some(dims), .. })
        | Origin::FitInput(ValueType { dims: Some(dims), .. }) => {
            let (element, rank) = (names.input_element(id), Literal::usize_unsuffixed(rank(dims)));
            quote!(#krate::diagnostics::ArrayOf<#element, #rank>)
        }
        _ => quote!(#ty),
    };
    quote!(#krate::step::IntoInput<#called, Value = #ty>)
}

/// Returns the name of a parameter, which is that of the input. An editor does not need this position, so the name does
/// not have the user's span.
pub(crate) fn argument(names: &Names<'_>, index: usize) -> Ident {
    let name = names.pipeline.values[index].name.as_ref();
    name.map_or_else(|| numbered("input", index), unspanned)
}
