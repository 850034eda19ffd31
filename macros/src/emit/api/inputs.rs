//! The parameters of the public methods, and the bound that says what a caller may pass for an input.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::names::{Names, numbered, unspanned};
use crate::model::{Origin, ValueId};

/// Returns the bound of a parameter: `IntoInput<ArrayOf<f32, 2>, Value = ..>`.
pub(crate) fn bound(names: &Names<'_>, index: usize) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    let ty = names.input_type(ValueId(index));
    let called = match &names.pipeline.values[index].origin {
        Origin::Input(declared) | Origin::FitInput(declared) if declared.dims.is_some() => {
            quote!(<#ty as #plumbing::DisplayAs>::As)
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
