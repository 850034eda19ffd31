//! The declared sizes (`size k in ..`): the hyperparameters that are set to each, and the checks of these.
//!
//! Invariant: a size has no field of its own; its value is in the hyperparameters that are set to it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use crate::emit::derived::{struct_literal, with_default};
use crate::emit::names::{Names, arms, path_text, unspanned};
use crate::emit::spans::Place;
use crate::model::{NodeId, NodeKind, Size, SizeUse};

/// A step with a hyperparameter that is set to a size.
struct Use<'model> {
    size: &'model SizeUse,
    /// The step in the pipeline's struct: `.features.pca`; of an optional step, the inner step.
    place: TokenStream,
    /// The path of the hyperparameter: `features.pca.components`.
    path: String,
    /// The type of the step; of an optional step, that of the inner step.
    step: TokenStream,
    /// The alias of the type that the user wrote.
    written: Ident,
    /// The alias of the type of the field.
    field: Ident,
    /// The step as the user wrote it.
    text: &'model str,
    /// An expression of the signature.
    signature: TokenStream,
}

/// Returns all uses, in the order of the nodes.
fn uses<'model>(names: &Names<'model>) -> Vec<Use<'model>> {
    let plumbing = names.plumbing();
    let step = |written: Ident, is_step: Ident| quote!(<#is_step as #plumbing::Replace<#written>>::Step);
    let mut uses = Vec::new();
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        let id = NodeId(index);
        let NodeKind::Step { spec, .. } = &node.kind else { continue };
        let (fields, path) = (node.path.iter().map(unspanned), path_text(node));
        let place = quote!(#(.#fields)*);
        let inner = |is_optional: bool| is_optional.then(|| quote!(.step));
        for size in &spec.sizes {
            let inside = inner(spec.is_optional);
            uses.push(Use {
                size,
                place: quote!(#place #inside),
                path: format!("{path}.{}", size.field),
                step: step(names.written(id), names.is_step(id)),
                written: names.written(id),
                field: names.step(id),
                text: &spec.text,
                signature: names.signature(id),
            });
        }
        for (index, arm) in arms(node).iter().enumerate() {
            let (field, inside) = (unspanned(&arm.name), inner(arm.spec.is_optional));
            for size in &arm.spec.sizes {
                uses.push(Use {
                    size,
                    place: quote!(#place.#field #inside),
                    path: format!("{path}.{}.{}", arm.name, size.field),
                    step: step(names.arm_written(id, index), names.arm_is_step(id, index)),
                    written: names.arm_written(id, index),
                    field: names.arm_step(id, index),
                    text: &arm.spec.text,
                    signature: names.arm_signature(id, index),
                });
            }
        }
    }
    uses.retain(|one| !names.pipeline.sizes[one.size.size].is_broken);
    uses
}

/// Checks that each name that is set to a size is a size in the signature of its step, and a
/// hyperparameter.
pub(crate) fn check(names: &Names<'_>) {
    let krate = names.krate;
    for Use { size, text, signature, written: ty, field: step, .. } in uses(names) {
        let default = with_default(names, size);
        let SizeUse { field, written, .. } = size;
        let (name, size) = (field.to_string(), written.to_string());
        let named =
            Place::token(field.span()).call("__require_named", quote!(&#signature, #text, #name, #size));
        // The error about a missing field is the same here and in the default, so rustc reports it once. The
        // literal is never evaluated.
        let literal = struct_literal(&ty, &default, &quote!(loop {}));
        let named = quote!({
            #[allow(unreachable_code)]
            let _ = || #literal;
            #named
        });
        let tuned = quote_spanned!(field.span()=> #krate::diagnostics::require_hyperparameters::<#step>());
        names.check(named);
        names.check(tuned);
    }
}

/// Returns `SIZES` of `impl StepAccess`, and access to the steps that use them.
pub(crate) fn tuned(names: &Names<'_>) -> TokenStream {
    let sizes = names.sound_sizes();
    if sizes.is_empty() {
        return TokenStream::new();
    }
    let plumbing = names.plumbing();
    let uses = uses(names);
    let table = sizes.into_iter().map(|(index, Size { name, range: (low, high), .. })| {
        let name = name.to_string();
        let uses = uses.iter().enumerate().filter(|(_, one)| one.size.size == index);
        let uses = uses.map(|(number, Use { size, path, step, .. })| {
            let (number, field) = (Literal::usize_unsuffixed(number), size.field.to_string());
            quote! {
                #plumbing::SizeUse {
                    number: #number, path: #path, field: #field, hyperparameters: <#plumbing::HyperparameterProbe<#step>>::VTABLE,
                }
            }
        });
        quote!(#plumbing::DeclaredSize { name: #name, range: (#low, #high), uses: &[#(#uses),*] })
    });
    let numbers: Vec<Literal> = (0..uses.len()).map(Literal::usize_unsuffixed).collect();
    let places: Vec<&TokenStream> = uses.iter().map(|one| &one.place).collect();
    quote! {
        const SIZES: &'static [#plumbing::DeclaredSize] = {
            #[allow(unused_imports)]
            use #plumbing::NoHyperparameters as _;
            &[#(#table),*]
        };

        fn sized(&self, number: usize) -> &dyn ::core::any::Any {
            match number {
                #(#numbers => &self #places,)*
                _ => self,
            }
        }

        fn sized_mut(&mut self, number: usize) -> &mut dyn ::core::any::Any {
            match number {
                #(#numbers => &mut self #places,)*
                _ => self,
            }
        }
    }
}
