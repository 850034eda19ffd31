//! The derive from its tokens to the implementation and the errors.

use proc_macro2::TokenStream;
use syn::Item;

use super::input::Input;
use super::{choice, item, structure};

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let union = "hyperparameters are the fields of a struct or the variants of an enum";
    item::expand("Hyperparameters", tokens, union, |item, reports| match item {
        Item::Struct(item) => {
            let input = Input::read(&item.attrs, &item.ident, &item.generics, reports);
            structure::expand(&input, &item.fields, reports)
        }
        Item::Enum(item) => {
            let input = Input::read(&item.attrs, &item.ident, &item.generics, reports);
            choice::expand(&input, item.variants.iter(), reports)
        }
        _ => TokenStream::new(),
    })
}
