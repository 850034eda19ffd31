//! The names of a pipeline as constants, whose values are their shapes.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::emit::kinds::value_shape;
use crate::emit::names::Names;

/// Returns the names of the pipeline as constants, whose values are their shapes.
pub(crate) fn shapes(names: &Names<'_>) -> TokenStream {
    let (root, plumbing) = (Scope::of(names.pipeline), names.plumbing());
    let shapes = texts(names, &root);
    quote! {
        #[allow(non_upper_case_globals)]
        const _: () = {
            type Shape = #plumbing::ShapeText;
            #shapes
        };
    }
}

/// Returns a constant with the shape of each name, and a use of it for each use of the name.
fn texts(names: &Names<'_>, scope: &Scope<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let Scope { definitions, uses, inner, .. } = scope;
    let texts = definitions.iter().map(|(name, value)| {
        let shape = value_shape(names, *value);
        quote! {
            const #name: Shape = {
                const TEXT: #plumbing::Text<160> = #plumbing::shape_text(&#shape);
                TEXT.as_str()
            };
        }
    });
    let inner = inner.values().map(|inner| self::texts(names, inner));
    quote! {
        #(#texts)*
        #(const _: Shape = #uses;)*
        #(const _: () = { #inner };)*
    }
}
