//! The struct of a choice, the enum that names its arms, and the enum of the arm that was fitted.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::late::{self, LateField};
use super::super::names::Names;
use super::super::{defaults, path_text, structs};
use super::{Choice, called};

impl Choice<'_> {
    /// The struct, the enums, and what they have where all arms have it; `shared` are the attributes for all structs.
    pub(in crate::emit) fn structs(
        &self,
        names: &Names<'_>,
        shared: &TokenStream,
        lints: &TokenStream,
    ) -> TokenStream {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let Self { name, which, fitted, .. } = self;
        let visibility = &names.pipeline.visibility;
        let (variants, steps, texts) = (self.variants(), self.steps(names), self.texts());
        let docs = |word: &str| -> Vec<String> {
            self.arms.iter().map(|arm| format!("The {word} `{}`.", arm.text)).collect()
        };
        let (step_docs, fitted_docs) = (docs("step"), docs("fitted step"));
        let fields = self.arms.iter().map(|arm| &arm.name);
        let default = variants.iter().zip(self.arms).find_map(|(name, arm)| arm.is_default.then_some(name));
        let node = &names.pipeline.nodes[self.id.0];
        let path = path_text(node);
        let [doc, which_doc, fitted_doc] = [
            format!("The arms of `{path}`, and which of them is chosen."),
            format!("Which arm of `{path}` is chosen."),
            format!("The arm of `{path}` that was fitted."),
        ];
        let fitted_types: Vec<TokenStream> = self.fitted_types(names);
        let standard = late::impls_of_choice(names, self.late_fields(names), name, shared);
        let fitted_shared = structs::without_derived(shared, "Default");
        let fitted_standard = self.fitted_standard(names, shared);
        let patterns = self.patterns();
        quote! {
            #[doc = #doc]
            #shared
            #lints
            #visibility struct #name {
                /// The arm that is chosen.
                pub choice: #which,
                #(#[doc = #step_docs] pub #fields: #steps,)*
            }

            #[doc = #which_doc]
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
            #[allow(dead_code)]
            #visibility enum #which { #(#[doc = #step_docs] #variants),* }

            #[automatically_derived]
            impl ::core::default::Default for #which {
                fn default() -> Self {
                    Self::#default
                }
            }

            #[automatically_derived]
            #[allow(clippy::all, clippy::pedantic)]
            impl #krate::space::Parameter for #which {
                const KIND: #krate::space::Kind = #krate::space::Kind::Text;

                fn to_value(&self) -> #krate::space::Value {
                    <#krate::space::Value as ::core::convert::From<&str>>::from(match self { #(Self::#variants => #texts),* })
                }

                fn from_value(value: &#krate::space::Value) -> #krate::Result<Self> {
                    match #plumbing::arm_of(<#name as #plumbing::Arms>::ARMS, value)? {
                        #(#patterns => ::core::result::Result::Ok(Self::#variants),)*
                    }
                }
            }

            #[doc = #fitted_doc]
            #fitted_shared
            #[allow(dead_code, clippy::large_enum_variant)]
            #visibility enum #fitted { #(#[doc = #fitted_docs] #variants(#fitted_types)),* }

            #standard
            #fitted_standard
        }
    }

    fn late_fields(&self, names: &Names<'_>) -> Vec<LateField> {
        let krate = names.krate;
        let which = &self.which;
        let choice = LateField {
            name: called("choice"),
            ty: quote!(#which),
            written: quote!(#which),
            default: quote!(#krate::diagnostics::HasDefault::default_step()),
        };
        let arms = (0..self.arms.len()).map(|arm| defaults::late_arm(names, self.id, arm));
        std::iter::once(choice).chain(arms).collect()
    }

    /// `Clone`, `Debug` and `Save` for the fitted arm.
    fn fitted_standard(&self, names: &Names<'_>, shared: &TokenStream) -> TokenStream {
        let (krate, plumbing, fitted) = (names.krate, names.plumbing(), &self.fitted);
        let (variants, types, texts) = (self.variants(), self.fitted_types(names), self.texts());
        let numbers: Vec<Literal> = (0..self.arms.len()).map(Literal::usize_unsuffixed).collect();
        let saved = self.saved(names);
        let (shown, patterns) = (variants.iter().map(ToString::to_string), self.patterns());
        let (clone, debug) = (
            quote! {
                #[automatically_derived]
                impl ::core::clone::Clone for #fitted
                where #(for<'late> #plumbing::Field<#numbers>: #plumbing::CloneField<'late, #types>,)*
                {
                    fn clone(&self) -> Self {
                        match self {
                            #(Self::#variants(arm) => Self::#variants(
                                <#plumbing::Field<#numbers> as #plumbing::CloneField<'_, _>>::clone_field(arm)
                            ),)*
                        }
                    }
                }
            },
            quote! {
                #[automatically_derived]
                impl ::core::fmt::Debug for #fitted
                where #(for<'late> #plumbing::Field<#numbers>: #plumbing::DebugField<'late, #types>,)*
                {
                    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        match self {
                            #(Self::#variants(arm) => {
                                let mut debug = formatter.debug_tuple(#shown);
                                ::core::fmt::DebugTuple::field(
                                    &mut debug,
                                    <#plumbing::Field<#numbers> as #plumbing::DebugField<'_, _>>::debug_field(arm),
                                );
                                ::core::fmt::DebugTuple::finish(&mut debug)
                            })*
                        }
                    }
                }
            },
        );
        let clone = (!late::derives(shared, "Clone")).then_some(clone);
        let debug = (!late::derives(shared, "Debug")).then_some(debug);
        quote! {
            #clone
            #debug
            #plumbing::saved! {
                #[automatically_derived]
                impl #krate::save::Save for #fitted
                where #saved
                {
                    const VERSION: u32 = 1;

                    fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        match self {
                            #(Self::#variants(arm) => {
                                out.plain("choice", #texts)?;
                                <#krate::diagnostics::StateNumber<#numbers> as #krate::diagnostics::SavedState<'_, _>>::save_field(arm, #texts, out)
                            })*
                        }
                    }

                    fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                        match #plumbing::saved_arm(state, <<Self as #plumbing::FittedArms>::Choice as #plumbing::Arms>::ARMS)? {
                            #(#patterns => <#krate::diagnostics::StateNumber<#numbers> as #krate::diagnostics::SavedState<'_, _>>::load_field(#texts, state)
                                .map(Self::#variants),)*
                        }
                    }
                }
            }
        }
    }
}
