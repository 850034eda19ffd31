//! `Default`, `Clone` and `Debug` for the structs of a pipeline, where all steps have them.
//!
//! The bounds are asked late (see `expand::fields`). Invariant: no list of bounds grows with the graph. rustc looks at
//! all bounds for each field, so one long list would cost the square of its length: a long struct is cut into parts,
//! each with a type of its own to hang its bounds on.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::names::{Names, numbered};
use super::spans::shown_at;
use super::structs::{Content, Field, Group, unspanned};
use crate::model::{NodeId, NodeKind};

/// How many fields share one list of bounds.
const PART: usize = 16;

/// `Clone` and `Debug` for one group, unless the user derives them.
pub(super) fn impls(names: &Names<'_>, group: &Group, shared: &TokenStream) -> TokenStream {
    let derived = shared.to_string();
    let derives = |name: &str| derived.contains("derive") && derived.contains(name);
    let mut impls = TokenStream::new();
    for fitted in [false, true] {
        let target = Target::new(names, group, fitted);
        if !derives("Clone") {
            impls.extend(target.clone_impl());
        }
        if !derives("Debug") {
            impls.extend(target.debug());
        }
    }
    impls
}

/// A field of a struct: its number, which keeps two bounds on one type apart, its name and its type.
struct LateField {
    number: Literal,
    name: Ident,
    ty: TokenStream,
}

/// A struct that gets the implementations.
struct Target<'model> {
    names: &'model Names<'model>,
    name: Ident,
    fields: Vec<LateField>,
}

impl<'model> Target<'model> {
    fn new(names: &'model Names<'model>, group: &Group, fitted: bool) -> Self {
        let name =
            if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
        let fields = group.fields.iter().enumerate().map(|(index, field)| LateField {
            number: Literal::usize_unsuffixed(index),
            name: unspanned(&field.name),
            ty: field_type(names, field, fitted),
        });
        Self { names, name, fields: fields.collect() }
    }

    /// The parts of the fields with their types; none where one list is enough.
    fn parts(&self, what: &str) -> Vec<(Ident, &[LateField])> {
        if self.fields.len() <= PART {
            return Vec::new();
        }
        let parts = self.fields.chunks(PART).enumerate();
        parts.map(|(index, fields)| (marker(&self.name, what, index), fields)).collect()
    }

    fn clone_impl(&self) -> TokenStream {
        let (expand, name) = (self.names.expand(), &self.name);
        let bound = |LateField { number, ty, .. }: &LateField| quote!(#expand::Field<#number>: #expand::CloneField<'late, #ty>);
        let call = |LateField { number, name, .. }: &LateField| quote!(<#expand::Field<#number> as #expand::CloneField<'_, _>>::clone_field(&whole.#name));
        let fields = self.fields.iter().map(|field| &field.name);
        let parts = self.parts("Clone");
        if parts.is_empty() {
            let (bounds, calls) = (self.fields.iter().map(bound), self.fields.iter().map(call));
            return quote! {
                #[automatically_derived]
                impl ::core::clone::Clone for #name where #(for<'late> #bounds,)* {
                    fn clone(&self) -> Self {
                        let whole = self;
                        Self { #(#fields: #calls),* }
                    }
                }
            };
        }
        let mut markers = TokenStream::new();
        let (mut all_bounds, mut lets) = (Vec::new(), TokenStream::new());
        for (marker, part) in &parts {
            let (bounds, calls) = (part.iter().map(bound), part.iter().map(call));
            let (types, fields) = (part.iter().map(|field| &field.ty), part.iter().map(|field| &field.name));
            let tuple = quote!((#(#types,)*));
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                impl<'late> #expand::ClonePart<'late, #name, #tuple> for #marker where #(#bounds,)* {
                    fn clone_part(whole: &#name) -> #tuple {
                        (#(#calls,)*)
                    }
                }
            });
            all_bounds.push(quote!(for<'late> #marker: #expand::ClonePart<'late, #name, #tuple>));
            let call = quote!(<#marker as #expand::ClonePart<'_, #name, #tuple>>::clone_part(self));
            lets.extend(quote!(let (#(#fields,)*) = #call;));
        }
        quote! {
            #markers
            #[automatically_derived]
            impl ::core::clone::Clone for #name where #(#all_bounds,)* {
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
        let bound = |LateField { number, ty, .. }: &LateField| quote!(#expand::Field<#number>: #expand::DebugField<'late, #ty>);
        let call = |LateField { number, name, .. }: &LateField| {
            let text = name.to_string();
            let value =
                quote!(<#expand::Field<#number> as #expand::DebugField<'_, _>>::debug_field(&whole.#name));
            quote!(debug.field(#text, #value);)
        };
        let parts = self.parts("Debug");
        let (mut markers, mut bounds, mut calls) = (TokenStream::new(), Vec::new(), TokenStream::new());
        if parts.is_empty() {
            bounds.extend(self.fields.iter().map(|field| {
                let bound = bound(field);
                quote!(for<'late> #bound)
            }));
            calls.extend(self.fields.iter().map(call));
        }
        for (marker, part) in &parts {
            let (part_bounds, part_calls) = (part.iter().map(bound), part.iter().map(call));
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                impl<'late> #expand::DebugPart<'late, #name> for #marker where #(#part_bounds,)* {
                    fn debug_part(whole: &#name, debug: &mut ::core::fmt::DebugStruct<'_, '_>) {
                        #(#part_calls)*
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #expand::DebugPart<'late, #name>));
            calls.extend(quote!(<#marker as #expand::DebugPart<'_, #name>>::debug_part(whole, &mut debug);));
        }
        quote! {
            #markers
            #[automatically_derived]
            impl ::core::fmt::Debug for #name where #(#bounds,)* {
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let whole = self;
                    let mut debug = formatter.debug_struct(#text);
                    let _ = whole;
                    #calls
                    debug.finish()
                }
            }
        }
    }
}

/// `Default` for the pipeline, and a function of its own that says which step has none.
pub(super) fn default(names: &Names<'_>, root: &Group) -> TokenStream {
    let (expand, krate) = (names.expand(), names.krate);
    let name = &names.pipeline.name;
    let steps = root.steps();
    let bound = |node: NodeId| {
        let written = names.written(node);
        shown_at(names.pipeline.nodes[node.0].span, quote!(#written: #krate::errors::HasDefault<'late>))
    };
    let (mut markers, mut bounds, mut lets) = (TokenStream::new(), Vec::new(), TokenStream::new());
    let is_long = steps.len() > PART;
    if is_long {
        for (index, part) in steps.chunks(PART).enumerate() {
            let marker = marker(name, "Default", index);
            let types = part.iter().map(|&node| names.step(node));
            let (tuple, part_bounds) = (quote!((#(#types,)*)), part.iter().map(|&node| bound(node)));
            let values = part.iter().map(|&node| default_step(names, node));
            let variables = part.iter().map(|node| numbered("step", node.0));
            markers.extend(quote! {
                #[doc(hidden)]
                struct #marker;
                #[allow(clippy::needless_update)]
                impl<'late> #expand::DefaultPart<'late, #tuple> for #marker where #(#part_bounds,)* {
                    fn default_part() -> #tuple {
                        (#(#values,)*)
                    }
                }
            });
            bounds.push(quote!(for<'late> #marker: #expand::DefaultPart<'late, #tuple>));
            let call = quote!(<#marker as #expand::DefaultPart<'_, #tuple>>::default_part());
            lets.extend(quote!(let (#(#variables,)*) = #call;));
        }
    } else {
        bounds.extend(steps.iter().map(|&node| {
            let bound = bound(node);
            quote!(for<'late> #bound)
        }));
    }
    let value = root.build(names.pipeline, false, &mut |node| {
        if is_long {
            let variable = numbered("step", node.0);
            quote!(#variable)
        } else {
            default_step(names, node)
        }
    });
    let visibility = &names.pipeline.visibility;
    let default = Ident::new("default", name.span());
    quote! {
        #markers

        // Found before the trait's function, and it says which step has no default.
        #[allow(dead_code, clippy::should_implement_trait)]
        impl #name {
            /// The pipeline with the default hyperparameters of every step.
            #visibility fn #default() -> Self
            where #(#bounds,)*
            {
                <Self as ::core::default::Default>::default()
            }
        }

        #[automatically_derived]
        #[allow(clippy::needless_update)]
        impl ::core::default::Default for #name
        where #(#bounds,)*
        {
            fn default() -> Self {
                #lets
                #value
            }
        }
    }
}

/// The default of one step, with the hyperparameters that the user gave.
fn default_step(names: &Names<'_>, node: NodeId) -> TokenStream {
    let (expand, krate) = (names.expand(), names.krate);
    let (step, is_step) = (names.written(node), names.is_step(node));
    let NodeKind::Step { hyperparameters, .. } = &names.pipeline.nodes[node.0].kind else {
        return TokenStream::new();
    };
    let rest = quote!(#krate::errors::HasDefault::default_step());
    let rest = shown_at(names.pipeline.nodes[node.0].span, rest);
    let written = match hyperparameters {
        Some(given) if !given.is_empty() || names.in_editor() => struct_literal(&step, given, &rest),
        _ => rest,
    };
    if names.in_editor() {
        return written;
    }
    quote!(<#expand::Verdict<#is_step> as #expand::Replace<#step>>::step(#written))
}

fn field_type(names: &Names<'_>, field: &Field, fitted: bool) -> TokenStream {
    let krate = names.krate;
    match &field.content {
        Content::Step(node) => {
            let step = names.step(*node);
            let span = names.pipeline.nodes[node.0].span;
            if fitted { quote_spanned!(span=> <#step as #krate::step::Step>::Fitted) } else { quote!(#step) }
        }
        Content::Group(group) => {
            let name =
                if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
            quote!(#name)
        }
    }
}

fn marker(name: &Ident, what: &str, index: usize) -> Ident {
    format_ident!("__{name}{what}{index}", span = Span::call_site())
}

/// `Step { given, ..rest }`; without the rest while an editor asks what may stand at the cursor.
fn struct_literal(step: &Ident, given: &TokenStream, rest: &TokenStream) -> TokenStream {
    let text = given.to_string();
    if super::editor::holds_cursor(&text) {
        return quote!(#step { #given });
    }
    let comma = if given.is_empty() || text.trim_end().ends_with(',') { None } else { Some(quote!(,)) };
    quote!(#step { #given #comma ..#rest })
}
