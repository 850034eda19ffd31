//! The derive from its tokens to the implementation and the errors.

use proc_macro2::TokenStream;
use syn::Item;

use super::super::input::Input;
use super::implementation::implementation;
use super::layout::Form;
use super::options::TypeOptions;
use crate::diagnostic::Reports;

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut reports = Reports::default();
    let code = match syn::parse2(tokens) {
        Ok(Item::Struct(item)) => {
            let options = TypeOptions::read(&item.attrs, &mut reports);
            let form = Form::read(None, &item.fields, &options, &mut reports);
            let input = Input { krate: options.krate.clone(), name: &item.ident, generics: &item.generics };
            implementation(&input, &options, &[form])
        }
        Ok(Item::Enum(item)) => {
            let options = TypeOptions::read(&item.attrs, &mut reports);
            let forms: Vec<Form<'_>> = item
                .variants
                .iter()
                .map(|variant| Form::of_variant(variant, &options, &mut reports))
                .collect();
            if forms.is_empty() {
                reports.at(item.ident.span(), "an enum without variants has no value that could be saved");
            }
            let input = Input { krate: options.krate.clone(), name: &item.ident, generics: &item.generics };
            implementation(&input, &options, &forms)
        }
        Ok(Item::Union(item)) => {
            let message = "a union does not say which of its fields it holds: implement `Save` by hand";
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
