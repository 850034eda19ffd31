//! `Default`, `Clone` and `Debug` for the structs of a pipeline, where all steps have them.
//!
//! The bounds are asked late (see `expand::fields`). Invariant: no implementation has more than [`BOUNDS`] bounds on
//! fields or on parts of fields for each [`BOUNDS`] of them: rustc looks at all bounds for each field, so one long list
//! would cost the square of its length.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::attributes::derives;
use crate::emit::chunked::BOUNDS;
use crate::emit::names::Names;

/// A field whose bounds are asked late.
pub(crate) struct LateField {
    pub(crate) name: Ident,
    pub(crate) ty: TokenStream,
    /// The type as the user wrote it.
    pub(crate) written: TokenStream,
    /// The expression of its default.
    pub(crate) default: TokenStream,
}

/// A struct that gets the implementations.
pub(crate) struct Target<'model> {
    pub(crate) names: &'model Names<'model>,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<LateField>,
}

impl Target<'_> {
    /// `Clone` and `Debug`, unless the user derives them.
    pub(crate) fn copied_and_shown(&self, shared: &TokenStream) -> TokenStream {
        let clone = (!derives(shared, "Clone")).then(|| self.clone_impl());
        let debug = (!derives(shared, "Debug")).then(|| self.debug());
        quote!(#clone #debug)
    }

    /// The parts of the fields, each with a type of its own to hang its bounds on; none where one list is enough.
    fn parts(&self, what: &str) -> Vec<(Ident, &[LateField])> {
        if self.fields.len() <= BOUNDS {
            return Vec::new();
        }
        let parts = self.fields.chunks(BOUNDS).enumerate();
        parts
            .map(|(index, fields)| {
                (format_ident!("__{}{what}{index}", self.name, span = Span::call_site()), fields)
            })
            .collect()
    }

    /// `Default`.
    pub(crate) fn default(&self) -> TokenStream {
        let (expand, krate, name) = (self.names.expand(), self.names.krate, &self.name);
        let all: Vec<&LateField> = self.fields.iter().collect();
        let parts = self.parts("Default");
        if parts.is_empty() {
            let (fields, _, values) = unzip(&all);
            let written = all.iter().map(|field| &field.written);
            return quote! {
                #[automatically_derived]
                #[allow(clippy::needless_update)]
                impl ::core::default::Default for #name
                where #(for<'late> #written: #krate::errors::HasDefault<'late>,)*
                {
                    fn default() -> Self {
                        Self { #(#fields: #values),* }
                    }
                }
            };
        }
        let mut markers = TokenStream::new();
        let (mut bounds, mut lets) = (Vec::new(), TokenStream::new());
        for (marker, fields) in &parts {
            let written = fields.iter().map(|field| &field.written);
            let (fields, types, values) = unzip(&fields.iter().collect::<Vec<_>>());
            let whole = quote!((#(#types,)*));
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                #[allow(clippy::needless_update)]
                impl<'late> #expand::DefaultPart<'late, #whole> for #marker
                where #(#written: #krate::errors::HasDefault<'late>,)*
                {
                    fn default_part() -> #whole {
                        (#(#values,)*)
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #expand::DefaultPart<'late, #whole>));
            lets.extend(
                quote!(let (#(#fields,)*) = <#marker as #expand::DefaultPart<'_, #whole>>::default_part();),
            );
        }
        let (fields, ..) = unzip(&all);
        quote! {
            #markers
            #[automatically_derived]
            impl ::core::default::Default for #name where #(#bounds,)* {
                fn default() -> Self {
                    #lets
                    Self { #(#fields),* }
                }
            }
        }
    }

    fn clone_impl(&self) -> TokenStream {
        let (expand, name) = (self.names.expand(), &self.name);
        let all: Vec<&LateField> = self.fields.iter().collect();
        let parts = self.parts("Clone");
        if parts.is_empty() {
            let (fields, types, _) = unzip(&all);
            let numbers = numbers(all.len());
            return quote! {
                #[automatically_derived]
                impl ::core::clone::Clone for #name
                where #(for<'late> #expand::Field<#numbers>: #expand::CloneField<'late, #types>,)*
                {
                    fn clone(&self) -> Self {
                        Self {
                            #(#fields: <#expand::Field<#numbers> as #expand::CloneField<'_, _>>::clone_field(&self.#fields)),*
                        }
                    }
                }
            };
        }
        let mut markers = TokenStream::new();
        let (mut bounds, mut lets) = (Vec::new(), TokenStream::new());
        for (marker, fields) in &parts {
            let numbers = numbers(fields.len());
            let (fields, types, _) = unzip(&fields.iter().collect::<Vec<_>>());
            let whole = quote!((#(#types,)*));
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                impl<'late> #expand::ClonePart<'late, #name, #whole> for #marker
                where #(#expand::Field<#numbers>: #expand::CloneField<'late, #types>,)*
                {
                    fn clone_part(steps: &#name) -> #whole {
                        (#(<#expand::Field<#numbers> as #expand::CloneField<'late, _>>::clone_field(&steps.#fields),)*)
                    }
                }
            });
            let bound = quote!(#expand::ClonePart<'late, #name, #whole>);
            bounds.push(quote!(for<'late> #marker: #bound));
            let call = quote!(<#marker as #expand::ClonePart<'_, #name, #whole>>::clone_part(self));
            lets.extend(quote!(let (#(#fields,)*) = #call;));
        }
        let (fields, ..) = unzip(&all);
        quote! {
            #markers
            #[automatically_derived]
            impl ::core::clone::Clone for #name where #(#bounds,)* {
                fn clone(&self) -> Self {
                    #lets
                    Self { #(#fields),* }
                }
            }
        }
    }

    fn debug(&self) -> TokenStream {
        let (expand, name) = (self.names.expand(), &self.name);
        let text = name.to_string();
        let parts = self.parts("Debug");
        if parts.is_empty() {
            let numbers = numbers(self.fields.len());
            let (fields, types, _) = unzip(&self.fields.iter().collect::<Vec<_>>());
            let texts = fields.iter().map(ToString::to_string);
            return quote! {
                #[automatically_derived]
                impl ::core::fmt::Debug for #name
                where #(for<'late> #expand::Field<#numbers>: #expand::DebugField<'late, #types>,)*
                {
                    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        let mut debug = formatter.debug_struct(#text);
                        #(::core::fmt::DebugStruct::field(
                            &mut debug,
                            #texts,
                            <#expand::Field<#numbers> as #expand::DebugField<'_, _>>::debug_field(&self.#fields),
                        );)*
                        ::core::fmt::DebugStruct::finish(&mut debug)
                    }
                }
            };
        }
        let mut markers = TokenStream::new();
        let (mut bounds, mut calls) = (Vec::new(), TokenStream::new());
        for (marker, fields) in &parts {
            let numbers = numbers(fields.len());
            let (fields, types, _) = unzip(&fields.iter().collect::<Vec<_>>());
            let texts = fields.iter().map(ToString::to_string);
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                impl<'late> #expand::DebugPart<'late, #name> for #marker
                where #(#expand::Field<#numbers>: #expand::DebugField<'late, #types>,)*
                {
                    fn debug_part(steps: &#name, debug: &mut ::core::fmt::DebugStruct<'_, '_>) {
                        #(debug.field(
                            #texts,
                            <#expand::Field<#numbers> as #expand::DebugField<'late, _>>::debug_field(&steps.#fields),
                        );)*
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #expand::DebugPart<'late, #name>));
            calls.extend(quote!(<#marker as #expand::DebugPart<'_, #name>>::debug_part(self, &mut debug);));
        }
        quote! {
            #markers
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

type Columns<'fields> = (Vec<&'fields Ident>, Vec<&'fields TokenStream>, Vec<&'fields TokenStream>);

/// What keeps the bounds on fields of one type apart.
fn numbers(count: usize) -> Vec<Literal> {
    (0..count).map(Literal::usize_unsuffixed).collect()
}

/// Names, types and defaults.
fn unzip<'fields>(fields: &[&'fields LateField]) -> Columns<'fields> {
    let names = fields.iter().map(|field| &field.name).collect();
    let types = fields.iter().map(|field| &field.ty).collect();
    (names, types, fields.iter().map(|field| &field.default).collect())
}
