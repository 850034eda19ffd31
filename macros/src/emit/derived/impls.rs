//! `Default`, `Clone` and `Debug` for a generated struct whose fields all implement them.
//!
//! Invariant: the fields are passed in tuples of up to [`BOUNDS`]: one deferred bound and one call for each tuple.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::attributes::derives;
use crate::emit::limits::BOUNDS;
use crate::emit::names::Names;

/// A field whose bounds are deferred.
pub(crate) struct DeferredField {
    pub(crate) name: Ident,
    pub(crate) ty: TokenStream,
    /// The type as the user wrote it.
    pub(crate) written: TokenStream,
    /// The variable that holds the default of the type.
    pub(crate) rest: Ident,
    /// An expression of the default of the field.
    pub(crate) default: TokenStream,
}

/// A struct that receives the implementations.
pub(crate) struct Target<'model> {
    pub(crate) names: &'model Names<'model>,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<DeferredField>,
}

impl Target<'_> {
    /// Returns `Clone` and `Debug`, unless the user derives them, with an alias for each tuple of field types.
    pub(crate) fn clone_and_debug(&self, shared: &TokenStream) -> TokenStream {
        let hidden = self.names.hidden();
        let aliases = self.parts().map(|part| {
            let (alias, types) = (&part.alias, part.fields.iter().map(|field| &field.ty));
            quote!(#hidden type #alias = (#(#types,)*);)
        });
        let aliases: TokenStream = aliases.collect();
        let clone = (!derives(shared, "Clone")).then(|| self.clone_impl());
        let debug = (!derives(shared, "Debug")).then(|| self.debug());
        let aliases = (clone.is_some() || debug.is_some()).then_some(aliases);
        quote!(#aliases #clone #debug)
    }

    /// Returns the fields in lists of up to [`BOUNDS`].
    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.fields.chunks(BOUNDS).enumerate().map(|(index, fields)| Part {
            number: Literal::usize_unsuffixed(index),
            alias: format_ident!("__{}Fields{index}", self.name, span = Span::call_site()),
            fields,
        })
    }

    /// Returns `impl Default`.
    pub(crate) fn default(&self) -> TokenStream {
        let (plumbing, name) = (self.names.plumbing(), &self.name);
        let (mut bounds, mut lets) = (Vec::new(), TokenStream::new());
        for Part { number, fields, .. } in self.parts() {
            let (rests, types) =
                (fields.iter().map(|field| &field.rest), fields.iter().map(|field| &field.written));
            let bound = quote!(#plumbing::DefaultFields);
            let types = quote!((#(#types,)*));
            bounds.push(quote!(for<'late> #plumbing::Field<#number>: #bound<'late, #types>));
            lets.extend(quote!(let (#(#rests,)*) = <#plumbing::Field<#number> as #bound<'_, #types>>::default_fields();));
        }
        let (all, values) = (field_names(&self.fields), self.fields.iter().map(|field| &field.default));
        quote! {
            #[automatically_derived]
            #[allow(clippy::needless_update)]
            impl ::core::default::Default for #name where #(#bounds,)* {
                fn default() -> Self {
                    #lets
                    Self { #(#all: #values),* }
                }
            }
        }
    }

    fn clone_impl(&self) -> TokenStream {
        let (plumbing, name) = (self.names.plumbing(), &self.name);
        let (mut bounds, mut lets) = (Vec::new(), TokenStream::new());
        for Part { number, alias, fields } in self.parts() {
            let (names, bound) = (field_names(fields), quote!(#plumbing::CloneFields));
            bounds.push(quote!(for<'late> #plumbing::Field<#number>: #bound<'late, #alias>));
            lets.extend(quote! {
                let (#(#names,)*) = <#plumbing::Field<#number> as #bound<'_, #alias>>::clone_fields((#(&self.#names,)*));
            });
        }
        let all = field_names(&self.fields);
        quote! {
            #[automatically_derived]
            impl ::core::clone::Clone for #name where #(#bounds,)* {
                fn clone(&self) -> Self {
                    #lets
                    Self { #(#all),* }
                }
            }
        }
    }

    fn debug(&self) -> TokenStream {
        let (plumbing, name) = (self.names.plumbing(), &self.name);
        let text = name.to_string();
        let (mut bounds, mut calls) = (Vec::new(), TokenStream::new());
        for Part { number, alias, fields } in self.parts() {
            let (names, bound) = (field_names(fields), quote!(#plumbing::DebugFields));
            let texts = names.iter().map(ToString::to_string);
            bounds.push(quote!(for<'late> #plumbing::Field<#number>: #bound<'late, #alias>));
            calls.extend(quote! {
                <#plumbing::Field<#number> as #bound<'_, #alias>>::debug_fields(
                    (#(&self.#names,)*), &[#(#texts),*], &mut debug,
                );
            });
        }
        quote! {
            #[automatically_derived]
            impl ::core::fmt::Debug for #name where #(#bounds,)* {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = formatter.debug_struct(#text);
                    #calls
                    ::core::fmt::DebugStruct::finish(&mut debug)
                }
            }
        }
    }
}

/// Some of the fields.
struct Part<'fields> {
    number: Literal,
    /// The alias of the tuple of their types.
    alias: Ident,
    fields: &'fields [DeferredField],
}

fn field_names(fields: &[DeferredField]) -> Vec<&Ident> {
    fields.iter().map(|field| &field.name).collect()
}
