//! The derive from its tokens to the implementation and the errors.

use proc_macro2::TokenStream;
use syn::Item;

use super::super::input::Input;
use super::super::item;
use super::implementation::implementation;
use super::layout::Form;
use super::options::TypeOptions;

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let union = "a union does not say which of its fields it holds: implement `Save` by hand";
    item::expand("Save", tokens, union, |item, reports| match item {
        Item::Struct(item) => {
            let options = TypeOptions::read(&item.attrs, reports);
            let form = Form::read(None, &item.fields, &options, reports);
            let input = Input { krate: options.krate.clone(), name: &item.ident, generics: &item.generics };
            implementation(&input, &options, &[form])
        }
        Item::Enum(item) => {
            let options = TypeOptions::read(&item.attrs, reports);
            let forms: Vec<Form<'_>> =
                item.variants.iter().map(|variant| Form::of_variant(variant, &options, reports)).collect();
            if forms.is_empty() {
                reports.at(item.ident.span(), "an enum without variants has no value that could be saved");
            }
            let input = Input { krate: options.krate.clone(), name: &item.ident, generics: &item.generics };
            implementation(&input, &options, &forms)
        }
        _ => TokenStream::new(),
    })
}
