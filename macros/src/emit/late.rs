//! `Default`, `Clone` and `Debug` for the structs of a pipeline, where all steps have them.
//!
//! The bounds are asked late (see `plumbing::fields`). Invariant: no implementation has more than [`BOUNDS`] bounds on
//! fields or on parts of fields for each [`BOUNDS`] of them: rustc looks at all bounds for each field, so one long list
//! would cost the square of its length.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::BOUNDS;
use super::defaults::Part;
use super::names::Names;
use super::spans::shown_at;
use super::structs::{Content, Field, Group as Fields, unspanned};
use crate::model::NodeKind;

/// The implementations for one group, unless the user derives them.
pub(super) fn impls(names: &Names<'_>, group: &Fields, shared: &TokenStream) -> TokenStream {
    let mut impls = TokenStream::new();
    for fitted in [false, true] {
        let name =
            if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
        let fields: Vec<LateField> =
            group.fields.iter().map(|field| late_field(names, field, fitted)).collect();
        let target = Target { names, name, fields };
        if !fitted && !derives(shared, "Default") {
            impls.extend(target.default());
            impls.extend(own_default(names, group));
        }
        impls.extend(target.copied_and_shown(shared));
    }
    impls
}

/// The implementations for the struct of a choice.
pub(super) fn impls_of_choice(
    names: &Names<'_>,
    fields: Vec<LateField>,
    name: &Ident,
    shared: &TokenStream,
) -> TokenStream {
    let target = Target { names, name: name.clone(), fields };
    let mut impls = target.copied_and_shown(shared);
    if !derives(shared, "Default") {
        impls.extend(target.default());
    }
    impls
}

/// Whether the user derives a trait.
pub(super) fn derives(shared: &TokenStream, name: &str) -> bool {
    let derived = shared.to_string();
    derived.contains("derive") && derived.contains(name)
}

/// A function that is found before the one of `Default`, and says which step has no default. A long pipeline goes
/// without it: each of its bounds would be compared with each.
fn own_default(names: &Names<'_>, group: &Fields) -> Option<TokenStream> {
    let steps = group.steps();
    if !group.suffix.is_empty() || steps.len() > BOUNDS || names.in_editor() {
        return None;
    }
    let (krate, name, visibility) = (names.krate, &names.pipeline.name, &names.pipeline.visibility);
    let written = steps.into_iter().flat_map(|id| names.all_written(id));
    let bounds = written.map(|(written, span)| {
        shown_at(span, quote!(for<'late> #written: #krate::diagnostics::HasDefault<'late>))
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

/// A field whose bounds are asked late.
pub(super) struct LateField {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    /// The type as the user wrote it.
    pub(super) written: TokenStream,
    /// The expression of its default.
    pub(super) default: TokenStream,
}

fn late_field(names: &Names<'_>, field: &Field, fitted: bool) -> LateField {
    let krate = names.krate;
    let rest = quote!(#krate::diagnostics::HasDefault::default_step());
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
            let is_plain = super::choice::arms(node).is_empty();
            match &node.kind {
                NodeKind::Step { hyperparameters, sizes, is_optional, .. } if !fitted && is_plain => {
                    let part = Part {
                        written: names.written(*id),
                        is_step: names.is_step(*id),
                        span: node.span,
                        hyperparameters: hyperparameters.as_ref(),
                        sizes,
                        is_optional: *is_optional,
                    };
                    let (written, default) = part.default(names, &ty);
                    (ty, written, default)
                }
                _ => (ty.clone(), ty, shown_at(node.span, rest)),
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
    /// `Clone` and `Debug`, unless the user derives them.
    fn copied_and_shown(&self, shared: &TokenStream) -> TokenStream {
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

    fn default(&self) -> TokenStream {
        let (plumbing, krate, name) = (self.names.plumbing(), self.names.krate, &self.name);
        let all: Vec<&LateField> = self.fields.iter().collect();
        let parts = self.parts("Default");
        if parts.is_empty() {
            let (fields, _, values) = unzip(&all);
            let written = all.iter().map(|field| &field.written);
            return quote! {
                #[automatically_derived]
                #[allow(clippy::needless_update)]
                impl ::core::default::Default for #name
                where #(for<'late> #written: #krate::diagnostics::HasDefault<'late>,)*
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
                impl<'late> #plumbing::DefaultPart<'late, #whole> for #marker
                where #(#written: #krate::diagnostics::HasDefault<'late>,)*
                {
                    fn default_part() -> #whole {
                        (#(#values,)*)
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #plumbing::DefaultPart<'late, #whole>));
            lets.extend(
                quote!(let (#(#fields,)*) = <#marker as #plumbing::DefaultPart<'_, #whole>>::default_part();),
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
        let (plumbing, name) = (self.names.plumbing(), &self.name);
        let all: Vec<&LateField> = self.fields.iter().collect();
        let parts = self.parts("Clone");
        if parts.is_empty() {
            let (fields, types, _) = unzip(&all);
            let numbers = numbers(all.len());
            return quote! {
                #[automatically_derived]
                impl ::core::clone::Clone for #name
                where #(for<'late> #plumbing::Field<#numbers>: #plumbing::CloneField<'late, #types>,)*
                {
                    fn clone(&self) -> Self {
                        Self {
                            #(#fields: <#plumbing::Field<#numbers> as #plumbing::CloneField<'_, _>>::clone_field(&self.#fields)),*
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
                impl<'late> #plumbing::ClonePart<'late, #name, #whole> for #marker
                where #(#plumbing::Field<#numbers>: #plumbing::CloneField<'late, #types>,)*
                {
                    fn clone_part(steps: &#name) -> #whole {
                        (#(<#plumbing::Field<#numbers> as #plumbing::CloneField<'late, _>>::clone_field(&steps.#fields),)*)
                    }
                }
            });
            let bound = quote!(#plumbing::ClonePart<'late, #name, #whole>);
            bounds.push(quote!(for<'late> #marker: #bound));
            let call = quote!(<#marker as #plumbing::ClonePart<'_, #name, #whole>>::clone_part(self));
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
        let (plumbing, name) = (self.names.plumbing(), &self.name);
        let text = name.to_string();
        let parts = self.parts("Debug");
        if parts.is_empty() {
            let numbers = numbers(self.fields.len());
            let (fields, types, _) = unzip(&self.fields.iter().collect::<Vec<_>>());
            let texts = fields.iter().map(ToString::to_string);
            return quote! {
                #[automatically_derived]
                impl ::core::fmt::Debug for #name
                where #(for<'late> #plumbing::Field<#numbers>: #plumbing::DebugField<'late, #types>,)*
                {
                    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        let mut debug = formatter.debug_struct(#text);
                        #(::core::fmt::DebugStruct::field(
                            &mut debug,
                            #texts,
                            <#plumbing::Field<#numbers> as #plumbing::DebugField<'_, _>>::debug_field(&self.#fields),
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
                impl<'late> #plumbing::DebugPart<'late, #name> for #marker
                where #(#plumbing::Field<#numbers>: #plumbing::DebugField<'late, #types>,)*
                {
                    fn debug_part(steps: &#name, debug: &mut ::core::fmt::DebugStruct<'_, '_>) {
                        #(debug.field(
                            #texts,
                            <#plumbing::Field<#numbers> as #plumbing::DebugField<'late, _>>::debug_field(&steps.#fields),
                        );)*
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #plumbing::DebugPart<'late, #name>));
            calls.extend(quote!(<#marker as #plumbing::DebugPart<'_, #name>>::debug_part(self, &mut debug);));
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
