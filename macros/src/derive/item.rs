//! A derive from its tokens to its code: what is the same for every derive.
//!
//! Invariant: the errors come after the code, so that both reach the compiler.

use proc_macro2::TokenStream;
use syn::Item;

use crate::diagnostic::Reports;

/// Expands a derive of structs and enums. `union` is the error about a union.
pub(super) fn expand(
    tokens: TokenStream,
    union: &str,
    implement: impl FnOnce(&Item, &mut Reports) -> TokenStream,
) -> TokenStream {
    let mut reports = Reports::default();
    let mut code = TokenStream::new();
    match syn::parse2(tokens) {
        Ok(Item::Union(item)) => reports.at(item.union_token.span, union),
        Ok(item) => code = implement(&item, &mut reports),
        Err(error) => reports.at(error.span(), error.to_string()),
    }
    let errors = reports.into_items();
    quote::quote! { #code #errors }
}
