//! `impl Hyperparameters` for a choice: the chosen arm, and the hyperparameters of each arm.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::Choice;
use crate::emit::derived::HyperparametersImpl;
use crate::emit::names::Names;

impl Choice<'_> {
    /// Returns the struct of typed paths, and `impl Hyperparameters`.
    pub(crate) fn hyperparameters(&self, names: &Names<'_>) -> TokenStream {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let space = quote!(#krate::space);
        let Self { name, which, paths, .. } = self;
        let visibility = &names.pipeline.visibility;
        let (fields, steps, texts) = (self.fields(), self.steps(names), self.texts());
        let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
        let space_body = body(quote!(#plumbing::choice_space::<Self>()));
        let assignment = body(quote!(#plumbing::choice_assignment(self)));
        let set = body(quote!(#plumbing::set_choice(self, path, value)));
        let identify = body(quote!(#plumbing::identify_choice(self, identity)));
        let doc = format!("The typed paths to the hyperparameters of [`{name}`].");
        let docs = texts.iter().map(|text| format!("The paths to the hyperparameters of `{text}`."));
        let path = Ident::new("path", Span::mixed_site());
        let made = quote! {
            #paths {
                choice: #plumbing::choice_at(#path),
                #(#fields: #plumbing::at(#path, #texts),)*
            }
        };
        let bodies = HyperparametersImpl { space: space_body, assignment, set, identify, path, made };
        let implementation = bodies.implementation(krate, name, paths);
        quote! {
            #[doc = #doc]
            #[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
            #visibility struct #paths {
                /// The path to the chosen arm.
                pub choice: #space::Path<#which>,
                #(#[doc = #docs] pub #fields: #space::At<#steps>,)*
            }

            #implementation
        }
    }
}
