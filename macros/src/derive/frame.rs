//! The implementation around the parts of a struct or an enum.
//!
//! Invariant: a bound is required in one form only, `<Type as Trait>`, at the user's type, because rustc drops an error that
//! equals an earlier one.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{GenericParam, Generics, Type, WherePredicate, parse_quote};

use super::input::Input;

/// The bodies of the trait's functions, and the fields of the typed paths.
#[derive(Default)]
pub(super) struct Bodies {
    /// The fields of the struct of typed paths: `name: Type`.
    pub(super) path_fields: Vec<TokenStream>,
    /// The values of these fields: `name: value`.
    pub(super) path_values: Vec<TokenStream>,
    /// Of type `Result<Space>`.
    pub(super) space: TokenStream,
    /// Of type `Assignment`.
    pub(super) assignment: TokenStream,
    /// Of type `Result<()>`.
    pub(super) set: TokenStream,
    /// Of type `()`: describes the value for cache keys.
    pub(super) identify: TokenStream,
    /// The bounds of generic types.
    pub(super) bounds: Vec<WherePredicate>,
}

/// Returns `<Type as Parameter>`.
pub(super) fn as_parameter(input: &Input<'_>, ty: &Type) -> TokenStream {
    let krate = &input.krate;
    quote_spanned!(ty.span()=> <#ty as #krate::space::Parameter>)
}

/// Returns `<Type as Hyperparameters>`.
pub(super) fn as_part(input: &Input<'_>, ty: &Type) -> TokenStream {
    let krate = &input.krate;
    quote_spanned!(ty.span()=> <#ty as #krate::space::Hyperparameters>)
}

/// Returns `<Type as Hyperparameters>::Paths`, all of it at the user's type, so that an error is reported there.
pub(super) fn paths_of(input: &Input<'_>, ty: &Type) -> TokenStream {
    let part = as_part(input, ty);
    quote_spanned!(ty.span()=> #part::Paths)
}

/// Returns `field: value` for the typed paths of the part with this name, at the user's type.
pub(super) fn part_at(input: &Input<'_>, ty: &Type, field: &Ident, name: &str) -> TokenStream {
    let part = as_part(input, ty);
    let mut field = field.clone();
    field.set_span(ty.span());
    quote_spanned!(ty.span()=> #field: #part::paths(&path.field(#name)))
}

impl Bodies {
    /// Returns the implementation, with its own struct of typed paths.
    pub(super) fn into_impl(mut self, input: &Input<'_>) -> TokenStream {
        let name = input.name;
        let paths = format_ident!("{name}Paths", span = name.span());
        let (fields, values) = (std::mem::take(&mut self.path_fields), std::mem::take(&mut self.path_values));
        let generics = self.generics(input.generics);
        let (parameters, arguments, bounds) = generics.split_for_impl();
        let declared = without_defaults(&generics);
        let doc = format!("The typed paths of [`{name}`].");
        let constructed = quote!(#paths { #(#values,)* __of: ::core::marker::PhantomData });
        let implementation = self.implementation(input, &quote!(#paths #arguments), &constructed);
        // In a constant, so that the struct cannot conflict with a name of the user.
        quote! {
            #[allow(unused_qualifications, reason = "the user may have imported the same names")]
            const _: () = {
                #[doc = #doc]
                pub struct #paths #declared #bounds {
                    #(#fields,)*
                    __of: ::core::marker::PhantomData<fn() -> #name #arguments>,
                }

                impl #parameters ::core::fmt::Debug for #paths #arguments #bounds {
                    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(#doc)
                    }
                }

                #implementation
            };
        }
    }

    /// Returns the implementation alone.
    pub(super) fn implementation(
        &self,
        input: &Input<'_>,
        paths: &TokenStream,
        constructed: &TokenStream,
    ) -> TokenStream {
        let (krate, name) = (&input.krate, input.name);
        let generics = self.generics(input.generics);
        let (parameters, arguments, bounds) = generics.split_for_impl();
        let Self { space, assignment, set, identify, .. } = self;
        quote! {
            #[automatically_derived]
            impl #parameters #krate::space::Hyperparameters for #name #arguments #bounds {
                type Paths = #paths;

                fn space() -> #krate::Result<#krate::space::Space> {
                    #space
                }

                fn assignment(&self) -> #krate::space::Assignment {
                    #assignment
                }

                fn set(&mut self, path: &str, value: &#krate::space::Value) -> #krate::Result<()> {
                    #set
                }

                fn identify(&self, identity: &mut #krate::space::Identity) {
                    let _ = &identity;
                    #identify
                }

                fn paths(path: &#krate::space::Path) -> Self::Paths {
                    #constructed
                }
            }
        }
    }

    fn generics(&self, generics: &Generics) -> Generics {
        let mut generics = generics.clone();
        if !self.bounds.is_empty() {
            generics.make_where_clause().predicates.extend(self.bounds.iter().cloned());
        }
        generics
    }

    /// Adds the bound `Type: Trait` if the type is generic; otherwise rustc checks the type itself.
    pub(super) fn bound(&mut self, input: &Input<'_>, ty: &Type, the_trait: &str) {
        if input.is_generic(ty) {
            let (krate, the_trait) = (&input.krate, Ident::new(the_trait, ty.span()));
            self.bounds.push(parse_quote!(#ty: #krate::space::#the_trait));
        }
    }
}

/// Returns `<T: Bound, const N: usize>`: the declared parameters without defaults.
fn without_defaults(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for parameter in &mut generics.params {
        match parameter {
            GenericParam::Type(parameter) => parameter.default = None,
            GenericParam::Const(parameter) => parameter.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics.where_clause = None;
    generics
}
