//! `Default`, `Clone` and `Debug` for the structs of a pipeline, where all steps have them.
//!
//! The bounds are asked late (see `expand::fields`). Invariant: no implementation has more than [`BOUNDS`] bounds on
//! fields or on parts of fields for each [`BOUNDS`] of them: rustc looks at all bounds for each field, so one long list
//! would cost the square of its length.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::BOUNDS;
use super::names::Names;
use super::spans::shown_at;
use super::structs::{Content, Field, Group as Fields, unspanned};
use crate::model::NodeKind;

/// The implementations for one group, unless the user derives them.
pub(super) fn impls(names: &Names<'_>, group: &Fields, shared: &TokenStream) -> TokenStream {
    let derived = shared.to_string();
    let derives = |name: &str| derived.contains("derive") && derived.contains(name);
    let mut impls = TokenStream::new();
    for fitted in [false, true] {
        let name =
            if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
        let fields: Vec<LateField> =
            group.fields.iter().map(|field| late_field(names, field, fitted)).collect();
        let target = Target { names, name, fields };
        if !fitted && !derives("Default") {
            impls.extend(target.default());
            impls.extend(own_default(names, group));
        }
        if !derives("Clone") {
            impls.extend(target.clone_impl());
        }
        if !derives("Debug") {
            impls.extend(target.debug());
        }
    }
    impls
}

/// A function that is found before the one of `Default`, and says which step has no default. A long pipeline goes
/// without it: each of its bounds would be compared with each.
fn own_default(names: &Names<'_>, group: &Fields) -> Option<TokenStream> {
    let steps = group.steps();
    if !group.suffix.is_empty() || steps.len() > BOUNDS || names.in_editor() {
        return None;
    }
    let (krate, name, visibility) = (names.krate, &names.pipeline.name, &names.pipeline.visibility);
    let bounds = steps.into_iter().map(|id| {
        let written = names.written(id);
        shown_at(
            names.pipeline.nodes[id.0].span,
            quote!(for<'late> #written: #krate::errors::HasDefault<'late>),
        )
    });
    let default = Ident::new("default", name.span());
    Some(quote! {
        #[allow(dead_code, clippy::should_implement_trait)]
        impl #name {
            /// The pipeline with the default hyperparameters of every step.
            #visibility fn #default() -> Self
            where #(#bounds,)*
            {
                <Self as ::core::default::Default>::default()
            }
        }
    })
}

struct LateField {
    name: Ident,
    ty: TokenStream,
    /// The type as the user wrote it.
    written: TokenStream,
    /// The expression of its default.
    default: TokenStream,
}

fn late_field(names: &Names<'_>, field: &Field, fitted: bool) -> LateField {
    let (krate, expand) = (names.krate, names.expand());
    let rest = quote!(#krate::errors::HasDefault::default_step());
    let (ty, bound, default) = match &field.content {
        Content::Group(group) => {
            let name =
                if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
            (quote!(#name), quote!(#name), rest)
        }
        Content::Step(id) => {
            let (step, node) = (names.step(*id), &names.pipeline.nodes[id.0]);
            let ty = if fitted {
                quote_spanned!(node.span=> <#step as #krate::step::Step>::Fitted)
            } else {
                quote!(#step)
            };
            let rest = shown_at(node.span, rest);
            let written = names.written(*id);
            let default = match &node.kind {
                NodeKind::Step { hyperparameters: Some(given), .. }
                    if !fitted && (!given.is_empty() || names.in_editor()) =>
                {
                    struct_literal(&written, given, &rest)
                }
                _ => rest,
            };
            let is_optional = matches!(node.kind, NodeKind::Step { is_optional: true, .. });
            let wrap = |step| if is_optional { quote!(#krate::steps::Optional::new(#step)) } else { step };
            if fitted || names.in_editor() {
                (ty.clone(), ty, if fitted { default } else { wrap(default) })
            } else {
                // A type that is no step has a default and a literal all the same.
                let is_step = names.is_step(*id);
                let default =
                    quote!(<#expand::Verdict<#is_step> as #expand::Replace<#written>>::step(#default));
                (ty, quote!(#written), wrap(default))
            }
        }
    };
    LateField { name: unspanned(&field.name), ty, written: bound, default }
}

/// A struct that gets the implementations.
struct Target<'model> {
    names: &'model Names<'model>,
    name: Ident,
    fields: Vec<LateField>,
}

impl Target<'_> {
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

    fn default(&self) -> TokenStream {
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
                        formatter.debug_struct(#text)
                            #(.field(#texts, <#expand::Field<#numbers> as #expand::DebugField<'_, _>>::debug_field(&self.#fields)))*
                            .finish()
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
                    debug.finish()
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

/// `Step { given, ..rest }`; without the rest while an editor asks what may stand at the cursor. The braces stand at
/// the user's token: rustc suggests the names of fields only where the literal is the user's own.
fn struct_literal(step: &Ident, given: &TokenStream, rest: &TokenStream) -> TokenStream {
    let text = given.to_string();
    let fields = if super::editor::holds_cursor(&text) {
        given.clone()
    } else {
        let comma = if given.is_empty() || text.trim_end().ends_with(',') { None } else { Some(quote!(,)) };
        quote!(#given #comma ..#rest)
    };
    let mut braces = Group::new(Delimiter::Brace, fields);
    braces.set_span(step.span());
    let braces = TokenTree::Group(braces);
    quote!(#step #braces)
}
