//! The struct of a choice, the enum that names its arms, and the enum of the fitted arms.
//!
//! Invariant: the fields of the struct and the variants of both enums are in the order of the arms, so an arm has one
//! number everywhere.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names::{Choice, called};
use crate::emit::attributes::{derives, without_derived};
use crate::emit::derived::{DeferredField, Target};
use crate::emit::names::{Names, local, numbered, path_text, unspanned};
use crate::emit::written::Written;

impl Choice<'_> {
    /// Returns the struct and the enums, with the traits that they implement if all arms do. `shared` are the user's
    /// attributes for all structs.
    pub(crate) fn structs(
        &self,
        names: &Names<'_>,
        shared: &TokenStream,
        lints: &TokenStream,
    ) -> TokenStream {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let Self { name, which, fitted, .. } = self;
        let visibility = &names.pipeline.visibility;
        let (variants, steps, texts) = (self.variants(), self.field_types(names), self.texts());
        let docs = |word: &str| -> Vec<String> {
            self.arms.iter().map(|arm| format!("The {word} `{}`.", arm.spec.text)).collect()
        };
        let (step_docs, fitted_docs) = (docs("step"), docs("fitted step"));
        let fields = self.arms.iter().map(|arm| &arm.name);
        let default = variants.iter().zip(self.arms).find_map(|(name, arm)| arm.is_default.then_some(name));
        let node = &names.pipeline.nodes[self.id.0];
        let path = path_text(node);
        let [doc, which_doc, fitted_doc] = [
            format!("The arms of the choice `{path}`, and the chosen arm."),
            format!("The name of an arm of the choice `{path}`."),
            format!("The fitted arm of the choice `{path}`."),
        ];
        let fitted_types: Vec<TokenStream> = self.fitted_types(names);
        let target = Target { names, name: name.clone(), fields: self.deferred_fields(names) };
        let mut standard = target.clone_and_debug(shared);
        if !derives(shared, "Default") {
            standard.extend(target.default());
        }
        let fitted_shared = without_derived(shared, "Default");
        let fitted_standard = self.fitted_standard(names, shared);
        let patterns = self.patterns();
        quote! {
            #[doc = #doc]
            #shared
            #lints
            #visibility struct #name {
                /// The chosen arm, the only one that is fitted.
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

    fn deferred_fields(&self, names: &Names<'_>) -> Vec<DeferredField> {
        let (which, rest) = (&self.which, local("rest"));
        let choice = DeferredField {
            name: called("choice"),
            ty: quote!(#which),
            written: quote!(#which),
            default: quote!(#rest),
            rest,
        };
        let arms = (0..self.arms.len()).map(|arm| self.deferred_arm(names, arm));
        std::iter::once(choice).chain(arms).collect()
    }

    /// Returns the field of an arm.
    fn deferred_arm(&self, names: &Names<'_>, index: usize) -> DeferredField {
        let (arm, step) = (&self.arms[index], names.arm_step(self.id, index));
        let rest = numbered("rest", index);
        let (written, default) = Written::arm(names, self.id, index).default(names, &rest);
        DeferredField { name: unspanned(&arm.name), ty: quote!(#step), written, rest, default }
    }

    /// Returns `Clone`, `Debug` and `Save` for the enum of fitted arms.
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
        let clone = (!derives(shared, "Clone")).then_some(clone);
        let debug = (!derives(shared, "Debug")).then_some(debug);
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
                                <_ as #krate::diagnostics::SavedAsStep<'_, #numbers>>::save_field(arm, #texts, out)
                            })*
                        }
                    }

                    fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                        match #plumbing::saved_arm(state, <<Self as #plumbing::FittedArms>::Choice as #plumbing::Arms>::ARMS)? {
                            #(#patterns => <_ as #krate::diagnostics::SavedAsStep<'_, #numbers>>::load_field(#texts, state)
                                .map(Self::#variants),)*
                        }
                    }
                }
            }
        }
    }
}
