//! The derive from its tokens to the implementation and the errors.

use proc_macro2::TokenStream;
use syn::Item;

use super::input::Input;
use super::{choice, structure};
use crate::diagnostic::Reports;

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut reports = Reports::default();
    let code = match syn::parse2(tokens) {
        Ok(Item::Struct(item)) => {
            let input = Input::read(&item.attrs, &item.ident, &item.generics, &mut reports);
            structure::expand(&input, &item.fields, &mut reports)
        }
        Ok(Item::Enum(item)) => {
            let input = Input::read(&item.attrs, &item.ident, &item.generics, &mut reports);
            choice::expand(&input, item.variants.iter(), &mut reports)
        }
        Ok(Item::Union(item)) => {
            let message = "hyperparameters are the fields of a struct or the variants of an enum";
            reports.at(item.union_token.span, message);
            TokenStream::new()
        }
        Ok(_) => TokenStream::new(),
        Err(error) => {
            reports.at(error.span(), error.to_string());
            TokenStream::new()
        }
    };
    let errors = reports.into_items();
    quote::quote! { #code #errors }
}
