//! `Hyperparameters` of a choice: which arm, and below it those of the arm.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::names::Names;
use super::Choice;

impl Choice<'_> {
    /// `Hyperparameters`, with the struct of typed paths.
    pub(in crate::emit) fn hyperparameters(&self, names: &Names<'_>) -> TokenStream {
        let (krate, expand) = (names.krate, names.expand());
        let space = quote!(#krate::space);
        let Self { name, which, paths, .. } = self;
        let visibility = &names.pipeline.visibility;
        let (fields, steps, texts) = (self.fields(), self.steps(names), self.texts());
        let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
        let space_body = body(quote!(#expand::choice_space::<Self>()));
        let assignment = body(quote!(#expand::choice_assignment(self)));
        let set = body(quote!(#expand::set_choice(self, path, value)));
        let identify = body(quote!(#expand::identify_choice(self, identity)));
        let doc = format!("The typed paths of [`{name}`].");
        let docs = texts.iter().map(|text| format!("The paths of `{text}`."));
        quote! {
            #[doc = #doc]
            #[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
            #visibility struct #paths {
                /// Which arm is chosen.
                pub choice: #space::Path<#which>,
                #(#[doc = #docs] pub #fields: #expand::At<#steps>,)*
            }

            #[automatically_derived]
            #[allow(clippy::all, clippy::pedantic, unused_variables, unreachable_code)]
            impl #space::Hyperparameters for #name {
                type Paths = #paths;

                fn space() -> #krate::Result<#space::Space> {
                    #space_body
                }

                fn assignment(&self) -> #space::Assignment {
                    #assignment
                }

                fn set(&mut self, path: &str, value: &#space::Value) -> #krate::Result<()> {
                    #set
                }

                fn identify(&self, identity: &mut #space::Identity) {
                    #identify
                }

                fn paths(path: &#space::Path) -> #paths {
                    #paths {
                        choice: #expand::choice_at(path),
                        #(#fields: #expand::at(path, #texts),)*
                    }
                }
            }
        }
    }
}
