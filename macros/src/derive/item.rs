//! A derive from its tokens to its code: what is the same for every derive.
//!
//! Invariant: the errors come after the code, so that both reach the compiler.

use proc_macro2::{Ident, Span, TokenStream};
use quote::format_ident;
use syn::Item;
use syn::ext::IdentExt as _;

use crate::diagnostic::{Reports, report};

/// Returns the name of the constant with the errors of a derive on a type.
pub(super) fn errors_name(derive: &str, ty: &Ident) -> Ident {
    format_ident!("__{}{derive}Errors", ty.unraw(), span = Span::call_site())
}

/// Expands a derive of structs and enums. `union` is the error about a union.
pub(super) fn expand(
    derive: &str,
    tokens: TokenStream,
    union: &str,
    implement: impl FnOnce(&Item, &mut Reports) -> TokenStream,
) -> TokenStream {
    let mut reports = Reports::default();
    let (mut code, mut name) = (TokenStream::new(), None);
    match syn::parse2(tokens) {
        Ok(Item::Union(item)) => reports.at(item.union_token.span, union),
        Ok(item) => {
            code = implement(&item, &mut reports);
            name = match item {
                Item::Struct(item) => Some(item.ident),
                Item::Enum(item) => Some(item.ident),
                _ => None,
            };
        }
        Err(error) => reports.at(error.span(), error.to_string()),
    }
    let name = name.map(|name| errors_name(derive, &name));
    let errors = report(name.as_ref(), &reports.into_list());
    quote::quote! { #code #errors }
}
