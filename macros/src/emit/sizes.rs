//! The sizes that the user declares: where each is set, and whether it can be.
//!
//! Invariant: a size has no field of its own; its number stands in the hyperparameters that are set to it.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::choice::arms;
use super::defaults::struct_literal;
use super::names::Names;
use super::spans::Place;
use super::structs::unspanned;
use crate::model::{NodeId, NodeKind, Size, SizeUse};
use crate::parse::{is_comma, set_to_words};

/// A step with a hyperparameter that is set to a size.
struct Use<'model> {
    size: &'model SizeUse,
    /// The step in the pipeline's struct: `.features.pca`, within what may be left out.
    place: TokenStream,
    /// The path of the hyperparameter: `features.pca.components`.
    path: String,
    /// The type of the step, within what may be left out.
    step: TokenStream,
    /// The aliases of what the user wrote, and of the type of the field.
    written: Ident,
    field: Ident,
    /// The step as the user wrote it, and its signature.
    text: &'model str,
    signature: TokenStream,
}

/// All uses, in the order of the nodes.
fn uses<'model>(names: &Names<'model>) -> Vec<Use<'model>> {
    let plumbing = names.plumbing();
    let step = |written: Ident, is_step: Ident| quote!(<#plumbing::StepIf<#is_step> as #plumbing::Replace<#written>>::Step);
    let mut uses = Vec::new();
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        let id = NodeId(index);
        let NodeKind::Step { sizes, is_optional, text, .. } = &node.kind else { continue };
        let (fields, path) = (node.path.iter().map(unspanned), super::path_text(node));
        let place = quote!(#(.#fields)*);
        let inner = |is_optional: bool| is_optional.then(|| quote!(.step));
        for size in sizes {
            let inside = inner(*is_optional);
            uses.push(Use {
                size,
                place: quote!(#place #inside),
                path: format!("{path}.{}", size.field),
                step: step(names.written(id), names.is_step(id)),
                written: names.written(id),
                field: names.step(id),
                text,
                signature: names.signature(id),
            });
        }
        for (index, arm) in arms(node).iter().enumerate() {
            let (field, inside) = (unspanned(&arm.name), inner(arm.is_optional));
            for size in &arm.sizes {
                uses.push(Use {
                    size,
                    place: quote!(#place.#field #inside),
                    path: format!("{path}.{}.{}", arm.name, size.field),
                    step: step(names.arm_written(id, index), names.arm_is_step(id, index)),
                    written: names.arm_written(id, index),
                    field: names.arm_step(id, index),
                    text: &arm.text,
                    signature: names.arm_signature(id, index),
                });
            }
        }
    }
    uses.retain(|one| !names.pipeline.sizes[one.size.size].is_broken);
    uses
}

/// The sizes without a mistake, with their numbers.
pub(super) fn sound<'model>(names: &Names<'model>) -> Vec<(usize, &'model Size)> {
    names.pipeline.sizes.iter().enumerate().filter(|(_, size)| !size.is_broken).collect()
}

/// That each hyperparameter that is set to a size is a size of its step's signature, and a hyperparameter.
pub(super) fn checks(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let checks =
        uses(names).into_iter().map(|Use { size, text, signature, written: ty, field: step, .. }| {
            let default = with_default(names, size);
            let SizeUse { field, written, .. } = size;
            let (name, size) = (field.to_string(), written.to_string());
            let named =
                Place::token(field.span()).call("__require_named", quote!(&#signature, #text, #name, #size));
            // Of a field that is not there rustc says the same as of the default, and so says it once; it then evaluates nothing.
            let literal = struct_literal(&ty, &default, &quote!(loop {}));
            let named = quote!({
                #[allow(unreachable_code)]
                let _ = || #literal;
                #named
            });
            let tuned =
                quote_spanned!(field.span()=> #krate::space::parts::require_hyperparameters::<#step>());
            let (named, tuned) = (names.check(&named), names.check(&tuned));
            quote!(#named #tuned)
        });
    checks.collect()
}

/// `SIZES` of `impl Tuned`, and where they are set.
pub(super) fn tuned(names: &Names<'_>) -> TokenStream {
    let sizes = sound(names);
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

/// `fn declared`, of `impl Assembled`.
pub(super) fn declared(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    if sound(names).is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn declared(&self) -> #krate::Result<::std::vec::Vec<(&'static str, usize)>> {
            #plumbing::declared(self)
        }
    }
}

/// The hyperparameters with the defaults of sizes in place of their names.
pub(super) fn with_defaults(names: &Names<'_>, given: &TokenStream, sizes: &[SizeUse]) -> TokenStream {
    if sizes.is_empty() || names.in_editor() {
        return given.clone();
    }
    let tokens: Vec<TokenTree> = given.clone().into_iter().collect();
    let fields = tokens.split(is_comma).map(|field| {
        let tokens: TokenStream = field.iter().cloned().collect();
        let words = set_to_words(&tokens);
        let set = words.first().and_then(|(name, _)| sizes.iter().find(|size| size.field == *name));
        set.map_or(tokens, |size| with_default(names, size))
    });
    let fields: Vec<TokenStream> = fields.collect();
    quote!(#(#fields),*)
}

/// `components: 8`
fn with_default(names: &Names<'_>, SizeUse { field, written, size }: &SizeUse) -> TokenStream {
    let mut default = Literal::u32_unsuffixed(names.pipeline.sizes[*size].default);
    default.set_span(written.span());
    quote!(#field: #default)
}

/// For an editor: the names of the sizes as bindings around the literal that uses them.
pub(super) fn bound_for_editor(names: &Names<'_>, sizes: &[SizeUse], literal: TokenStream) -> TokenStream {
    if sizes.is_empty() || !names.in_editor() {
        return literal;
    }
    let bindings = sizes.iter().map(|size| {
        let Size { name, default, .. } = &names.pipeline.sizes[size.size];
        let default = Literal::u32_unsuffixed(*default);
        quote!(let #name: usize = #default;)
    });
    quote!({ #(#bindings)* #literal })
}
