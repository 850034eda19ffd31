//! `Default`, `Clone` and `Debug` for the structs of a pipeline, where all steps have them.
//!
//! The bounds are checked where the trait is used (see `fields` of the engine). Invariant: bounds on fields are in lists of
//! [`BOUNDS`], each with a type that implements its part of the trait.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::attributes::derives;
use crate::emit::chunked::{BOUNDS, Part};
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
        let krate = self.names.krate;
        self.by_values(&Values {
            what: "Default",
            lints: quote!(#[allow(clippy::needless_update)]),
            method: quote!(fn default() -> Self),
            bound: &|_, LateField { written, .. }| quote!(#written: #krate::errors::HasDefault<'late>),
            value: &|_, field, _| field.default.clone(),
            is_of_a_value: false,
        })
    }

    fn clone_impl(&self) -> TokenStream {
        let expand = self.names.expand();
        self.by_values(&Values {
            what: "Clone",
            lints: TokenStream::new(),
            method: quote!(fn clone(&self) -> Self),
            bound: &|number, LateField { ty, .. }| quote!(#expand::Field<#number>: #expand::CloneField<'late, #ty>),
            value: &|number, LateField { name, .. }, Of { late, steps }| {
                quote!(<#expand::Field<#number> as #expand::CloneField<#late, _>>::clone_field(&#steps.#name))
            },
            is_of_a_value: true,
        })
    }

    fn by_values(&self, form: &Values<'_>) -> TokenStream {
        let (expand, name) = (self.names.expand(), &self.name);
        let Values { what, lints, method, bound, value, is_of_a_value } = form;
        let (module, method_name) = (called(&what.to_lowercase()), called(what));
        let implemented = quote!(::core::#module::#method_name);
        let values = |fields: &[LateField], of: &Of| -> Vec<TokenStream> {
            numbered(fields).map(|(number, field)| value(&number, field, of)).collect()
        };
        let bounds = |fields: &[LateField]| -> Vec<TokenStream> {
            numbered(fields).map(|(number, field)| bound(&number, field)).collect()
        };
        let all = field_names(&self.fields);
        let parts = self.parts(what);
        if parts.is_empty() {
            let of = Of { late: quote!('_), steps: quote!(self) };
            let (bounds, values) = (bounds(&self.fields), values(&self.fields, &of));
            return quote! {
                #[automatically_derived]
                #lints
                impl #implemented for #name where #(for<'late> #bounds,)* {
                    #method {
                        Self { #(#all: #values),* }
                    }
                }
            };
        }
        let (path, function) =
            (called(&format!("{what}Part")), called(&format!("{}_part", what.to_lowercase())));
        let argument = is_of_a_value.then(|| quote!(#name,));
        let parameter = is_of_a_value.then(|| quote!(steps: &#name));
        let given = is_of_a_value.then(|| quote!(self));
        let (mut items, mut part_bounds, mut lets) = (TokenStream::new(), Vec::new(), TokenStream::new());
        for (marker, fields) in &parts {
            let (names, types) = (field_names(fields), fields.iter().map(|field| &field.ty));
            let (bounds, whole) = (bounds(fields), quote!((#(#types,)*)));
            let values = values(fields, &Of { late: quote!('late), steps: quote!(steps) });
            let part = Part {
                generics: TokenStream::new(),
                path: quote!(#expand::#path),
                arguments: quote!(#argument #whole),
                holder: marker,
                bounds: quote!(#(#bounds,)*),
                body: quote!(fn #function(#parameter) -> #whole { (#(#values,)*) }),
            };
            let (implementation, bound, part) =
                (part.implementation(), part.bound(), part.implemented(&quote!('_)));
            items.extend(quote!(#[doc(hidden)] struct #marker; #lints #implementation));
            part_bounds.push(quote!(for<'late> #bound));
            lets.extend(quote!(let (#(#names,)*) = <#marker as #part>::#function(#given);));
        }
        quote! {
            #items
            #[automatically_derived]
            impl #implemented for #name where #(#part_bounds,)* {
                #method {
                    #lets
                    Self { #(#all),* }
                }
            }
        }
    }

    fn debug(&self) -> TokenStream {
        let (expand, name) = (self.names.expand(), &self.name);
        let text = name.to_string();
        let bounds = |fields: &[LateField]| -> Vec<TokenStream> {
            let bound = |(number, LateField { ty, .. }): (Literal, &LateField)| quote!(#expand::Field<#number>: #expand::DebugField<'late, #ty>);
            numbered(fields).map(bound).collect()
        };
        let (mut items, mut all_bounds, mut calls) = (TokenStream::new(), Vec::new(), TokenStream::new());
        let parts = self.parts("Debug");
        if parts.is_empty() {
            all_bounds = bounds(&self.fields).iter().map(|bound| quote!(for<'late> #bound)).collect();
            calls.extend(numbered(&self.fields).map(|(number, LateField { name, .. })| {
                let text = name.to_string();
                quote! {
                    ::core::fmt::DebugStruct::field(
                        &mut debug,
                        #text,
                        <#expand::Field<#number> as #expand::DebugField<'_, _>>::debug_field(&self.#name),
                    );
                }
            }));
        }
        for (marker, fields) in &parts {
            let bounds = bounds(fields);
            let shown = numbered(fields).map(|(number, LateField { name, .. })| {
                let text = name.to_string();
                quote! {
                    debug.field(
                        #text,
                        <#expand::Field<#number> as #expand::DebugField<'late, _>>::debug_field(&steps.#name),
                    );
                }
            });
            let part = Part {
                generics: TokenStream::new(),
                path: quote!(#expand::DebugPart),
                arguments: quote!(#name),
                holder: marker,
                bounds: quote!(#(#bounds,)*),
                body: quote! {
                    fn debug_part(steps: &#name, debug: &mut ::core::fmt::DebugStruct<'_, '_>) { #(#shown)* }
                },
            };
            let (implementation, bound, part) =
                (part.implementation(), part.bound(), part.implemented(&quote!('_)));
            items.extend(quote!(#[doc(hidden)] struct #marker; #implementation));
            all_bounds.push(quote!(for<'late> #bound));
            calls.extend(quote!(<#marker as #part>::debug_part(self, &mut debug);));
        }
        quote! {
            #items
            #[automatically_derived]
            impl ::core::fmt::Debug for #name where #(#all_bounds,)* {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = formatter.debug_struct(#text);
                    #calls
                    ::core::fmt::DebugStruct::finish(&mut debug)
                }
            }
        }
    }
}

/// A trait that is implemented by a value for each field.
struct Values<'code> {
    /// The name of the trait: `Clone`, of the module `clone`; its parts are `ClonePart::clone_part`.
    what: &'static str,
    lints: TokenStream,
    /// The head of the method: `fn clone(&self) -> Self`.
    method: TokenStream,
    /// The bound on a field; `'late` is in scope.
    bound: &'code dyn Fn(&Literal, &LateField) -> TokenStream,
    /// The value for a field.
    value: &'code dyn Fn(&Literal, &LateField, &Of) -> TokenStream,
    /// Whether the values are those of another struct.
    is_of_a_value: bool,
}

/// The struct whose fields are read.
struct Of {
    late: TokenStream,
    steps: TokenStream,
}

/// The fields with the numbers that keep the bounds on fields of one type apart.
fn numbered(fields: &[LateField]) -> impl Iterator<Item = (Literal, &LateField)> {
    fields.iter().enumerate().map(|(number, field)| (Literal::usize_unsuffixed(number), field))
}

fn field_names(fields: &[LateField]) -> Vec<&Ident> {
    fields.iter().map(|field| &field.name).collect()
}

fn called(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
