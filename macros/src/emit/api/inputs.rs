//! The parameters of the public methods, and the bound that says what a caller may pass for an input.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::checked::if_right;
use crate::emit::names::{Names, numbered, unspanned, unspanned_tokens};
use crate::emit::rows::rank;
use crate::model::{Origin, ValueId, ValueType};

/// Returns the bound of a parameter: `IntoInput<ArrayOf<f32, 2>, Value = ..>`. An input whose type has an error takes any value.
pub(crate) fn bound(names: &Names<'_>, index: usize) -> TokenStream {
    let (krate, id) = (names.krate, ValueId(index));
    let ty = names.input_type(id);
    if let (true, Origin::Input(written) | Origin::FitInput(written)) =
        (names.in_editor(), &names.pipeline.values[index].origin)
    {
        return shown(written);
    }
    if matches!(names.pipeline.values[index].origin, Origin::Unknown) {
        return quote!(::core::marker::Sized);
    }
    let called = match &names.pipeline.values[index].origin {
        Origin::Input(ValueType { dims: Some(dims), is_sparse: false, .. })
        | Origin::FitInput(ValueType { dims: Some(dims), is_sparse: false, .. }) => {
            let (element, rank) = (names.input_element(id), Literal::usize_unsuffixed(rank(dims)));
            quote!(#krate::diagnostics::ArrayOf<#element, #rank>)
        }
        _ => quote!(#ty),
    };
    // The mistake of a pipeline may be the type of the input: after one, a caller may pass anything.
    let called = if_right(names, &called);
    quote!(#krate::step::IntoInput<#called, Value = #ty>)
}

/// Returns the expression that makes the value on the edge of an argument.
pub(crate) fn taken(names: &Names<'_>, index: usize) -> TokenStream {
    let (krate, plumbing, argument) = (names.krate, names.plumbing(), argument(names, index));
    match names.pipeline.values[index].origin {
        Origin::Unknown => quote!(#plumbing::Poison::of(#argument)),
        _ => quote!(#krate::step::IntoInput::into_input(#argument)),
    }
}

/// Returns the bound as an editor shows it, `IntoInput<Array2<f32>>`. It does not show the number in `ArrayOf<f32, 2>`.
fn shown(written: &ValueType) -> TokenStream {
    let element = unspanned_tokens(&written.element);
    match &written.dims {
        Some(_) if written.is_sparse => quote!(IntoInput<Sparse<#element>>),
        Some(dims) => {
            let array = format_ident!("Array{}", rank(dims));
            quote!(IntoInput<#array<#element>>)
        }
        None => quote!(IntoInput<#element>),
    }
}

/// Returns the methods; for an editor in a block with the names that it shows.
pub(crate) fn with_imports(names: &Names<'_>, methods: TokenStream) -> TokenStream {
    if !names.in_editor() {
        return methods;
    }
    let krate = names.krate;
    quote! {
        const _: () = {
            use #krate::plumbing::ndarray::{Array0, Array1, Array2, Array3, Array4, Array5, Array6};
            use #krate::sparse::Sparse;
            use #krate::step::IntoInput;
            #methods
        };
    }
}

/// Returns the name of a parameter, which is that of the input. An editor does not need this position, so the name does
/// not have the user's span.
pub(crate) fn argument(names: &Names<'_>, index: usize) -> Ident {
    let name = names.pipeline.values[index].name.as_ref();
    name.map_or_else(|| numbered("input", index), unspanned)
}
