//! `impl Hyperparameters` for a pipeline: the search space, the values and the typed paths, composed from those of its
//! steps.
//!
//! Invariant: a step without hyperparameters is not an error: the table of nodes holds the answer as a constant, and
//! typed paths require it only where they are used. The user's distributions are emitted here once, with the user's
//! spans.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::sizes;
use crate::emit::derived::HyperparametersImpl;
use crate::emit::group::{Content, Group};
use crate::emit::kinds::Choice;
use crate::emit::names::{Names, arms, path_text, unspanned};
use crate::model::{NodeId, NodeKind, Search};

/// Returns the structs of typed paths, and the implementation.
pub(crate) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, name) = (names.krate, names.plumbing(), &names.pipeline.name);
    let steps = root.steps();
    let choices = Choice::all(names);
    let choices = choices.iter().map(|choice| choice.hyperparameters(names));
    let paths = root.paths_name(names.pipeline);
    let structs = path_structs(names, root);
    let searches = searches(names, &steps);
    let (by_number, space_body, assignment, set, identify) = if names.in_editor() {
        (TokenStream::new(), quote!(#searches loop {}), quote!(loop {}), quote!(loop {}), quote!(loop {}))
    } else {
        let space = quote! {
            let space = #plumbing::space::<Self>()?;
            #searches
            ::core::result::Result::Ok(space)
        };
        let by_number = by_number(names, &steps);
        let (assignment, set) =
            (quote!(#plumbing::assignment(self)), quote!(#plumbing::set(self, path, value)));
        (by_number, space, assignment, set, quote!(#plumbing::identify(self, identity)))
    };
    let path = Ident::new("path", Span::mixed_site());
    let made = made_paths(names, root, &path);
    let implementation = HyperparametersImpl { space: space_body, assignment, set, identify, path, made }
        .implementation(krate, name, &paths);
    quote! {
        #structs
        #(#choices)*
        #by_number
        #implementation
    }
}

/// Returns `impl StepAccess`, which finds a step by the number of its node.
fn by_number(names: &Names<'_>, steps: &[NodeId]) -> TokenStream {
    let (plumbing, name, fitted) = (names.plumbing(), &names.pipeline.name, names.fitted());
    let numbers: Vec<Literal> = steps.iter().map(|id| Literal::usize_unsuffixed(id.0)).collect();
    let fields = steps.iter().map(|id| {
        let path = names.pipeline.nodes[id.0].path.iter().map(unspanned);
        quote!(#(.#path)*)
    });
    let fields: Vec<_> = fields.collect();
    let sizes = sizes::tuned(names);
    quote! {
        impl #plumbing::StepAccess for #name {
            #sizes

            fn step(&self, node: usize) -> &dyn ::core::any::Any {
                match node {
                    #(#numbers => &self #fields,)*
                    _ => self,
                }
            }

            fn step_mut(&mut self, node: usize) -> &mut dyn ::core::any::Any {
                match node {
                    #(#numbers => &mut self #fields,)*
                    _ => self,
                }
            }

            fn fitted(fitted: &#fitted, node: usize) -> &dyn ::core::any::Any {
                match node {
                    #(#numbers => &fitted #fields,)*
                    _ => fitted,
                }
            }

            fn fitted_mut(fitted: &mut #fitted, node: usize) -> #plumbing::FittedMut<'_> {
                match node {
                    #(#numbers => &mut fitted #fields,)*
                    _ => fitted,
                }
            }
        }
    }
}

/// Returns the structs of typed paths: `struct DigitsPaths { strokes: DigitsStrokesPaths, .. }`.
fn path_structs(names: &Names<'_>, group: &Group) -> TokenStream {
    let (krate, pipeline) = (names.krate, names.pipeline);
    let (visibility, name) = (&pipeline.visibility, group.paths_name(pipeline));
    let mut inner = TokenStream::new();
    let fields: Vec<TokenStream> = group
        .fields
        .iter()
        .map(|field| {
            let (name, doc) = (
                unspanned(&field.name),
                names.doc(&format!("The paths to the hyperparameters of `{}`.", field.name)),
            );
            let ty = match &field.content {
                Content::Step(id) => {
                    let step = names.step(*id);
                    quote!(#krate::space::At<#step>)
                }
                Content::Group(group) => {
                    inner.extend(path_structs(names, group));
                    let name = group.paths_name(pipeline);
                    quote!(#name)
                }
            };
            quote!(#doc pub #name: #ty)
        })
        .collect();
    let sizes = names.sound_sizes().into_iter().filter(|_| group.suffix.is_empty()).map(|(_, size)| {
        let (krate, name) = (names.krate, unspanned(&size.name));
        let doc = names.doc(&format!("The path to the declared size `{name}`."));
        quote!(#doc pub #name: #krate::space::Path<usize>)
    });
    let fields: Vec<TokenStream> = fields.into_iter().chain(sizes).collect();
    let of = if group.path.is_empty() { String::new() } else { format!("`{}` in ", group.path) };
    let doc = format!("The typed paths to the hyperparameters of {of}[`{}`].", pipeline.name);
    quote! {
        #[doc = #doc]
        #[allow(dead_code, missing_docs, missing_debug_implementations, clippy::pub_underscore_fields)]
        #visibility struct #name { #(#fields),* }
        #inner
    }
}

/// Returns an expression of the typed paths below `path`.
fn made_paths(names: &Names<'_>, group: &Group, path: &Ident) -> TokenStream {
    let (plumbing, name) = (names.plumbing(), group.paths_name(names.pipeline));
    let fields = group.fields.iter().map(|field| {
        let name = unspanned(&field.name);
        let made = match &field.content {
            Content::Step(id) => {
                let text = path_text(&names.pipeline.nodes[id.0]);
                quote!(#plumbing::at(#path, #text))
            }
            Content::Group(group) => made_paths(names, group, path),
        };
        quote!(#name: #made)
    });
    let sizes = names.sound_sizes().into_iter().filter(|_| group.suffix.is_empty()).map(|(_, size)| {
        let (name, text) = (unspanned(&size.name), size.name.to_string());
        quote!(#name: #plumbing::size_at(#path, #text))
    });
    quote!(#name { #(#fields,)* #(#sizes,)* })
}

/// Returns the statements that add the user's distributions; each replaces the default of its step's type.
fn searches(names: &Names<'_>, steps: &[NodeId]) -> TokenStream {
    let krate = names.krate;
    let space = quote!(#krate::space);
    let searches = steps.iter().flat_map(|&id| {
        let node = &names.pipeline.nodes[id.0];
        let NodeKind::Step { spec, .. } = &node.kind else { return Vec::new() };
        let step_path = path_text(node);
        let search = |step: &Ident, step_path: &str, Search { field, sign, distribution }: &Search| {
            let path = format!("{step_path}.{}", field.to_string().trim_start_matches("r#"));
            let declared =
                quote_spanned!(*sign=> #space::Declared::<#space::Distribution>::declared(#distribution));
            let declared = quote!({
                #[allow(unused_imports)]
                use #space::declare::*;
                #declared
            });
            if names.in_editor() {
                return quote!(let _ = #declared;);
            }
            let tuned = quote_spanned!(*sign=> #krate::diagnostics::require_hyperparameters::<#step>());
            quote! {
                #tuned;
                let space = space.search(#path, #declared)?;
            }
        };
        let step = names.step(id);
        let mut found: Vec<_> = spec.searches.iter().map(|one| search(&step, &step_path, one)).collect();
        for (index, arm) in arms(node).iter().enumerate() {
            let (step, path) = (names.arm_step(id, index), format!("{step_path}.{}", arm.name));
            found.extend(arm.spec.searches.iter().map(|one| search(&step, &path, one)));
        }
        found
    });
    quote!(#(#searches)*)
}
