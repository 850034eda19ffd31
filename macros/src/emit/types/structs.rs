//! The structs of a pipeline, unfitted and fitted: one for the pipeline, and one for each group of steps.
//!
//! Invariant: a step's type, its hyperparameters and an equation's name are emitted here once, with the user's
//! spans, so that an editor finds them in a Rust position of their kind.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::derived_impls;
use crate::emit::attributes::{without, without_derived};
use crate::emit::group::{Content, Field, Group};
use crate::emit::kinds::Choice;
use crate::emit::names::Names;
use crate::emit::spans::with_span;
use crate::model::{NodeKind, Pipeline};

/// Returns the structs of a group and of the groups in it.
pub(crate) fn emit(names: &Names<'_>, group: &Group) -> TokenStream {
    let Names { pipeline, krate, .. } = names;
    let Pipeline { visibility, name: pipeline_name, .. } = pipeline;
    // `Hyperparameters` is implemented for every pipeline, and for no fitted one.
    let attributes = without_derived(&without(&pipeline.attributes, "cfg"), "Hyperparameters");
    let is_root = group.suffix.is_empty();
    let unfitted = if is_root { names.defined.clone() } else { group.unfitted_name(pipeline) };
    let fitted = group.fitted_name(pipeline);
    // The user's documentation is for the struct of the pipeline; `derive` and other attributes are for all structs.
    let shared = without(&attributes, "doc");
    let (attributes, fitted_doc) = if is_root {
        (attributes, format!("The fitted pipeline [`{pipeline_name}`]."))
    } else {
        let steps = format!("steps of `{}` in [`{pipeline_name}`].", group.path);
        let doc = format!("The {steps}");
        (quote!(#[doc = #doc] #shared), format!("The fitted {steps}"))
    };
    let mut unfitted_fields = TokenStream::new();
    let mut fitted_fields = TokenStream::new();
    let mut nested = TokenStream::new();
    // The names come from the user's equations, so lints about names in structs do not apply.
    let lints = quote! {
        #[allow(
            dead_code, missing_docs, clippy::struct_field_names, clippy::module_name_repetitions, clippy::pub_underscore_fields,
            clippy::derive_partial_eq_without_eq
        )]
    };
    for Field { name, content } in &group.fields {
        let fitted_name = name.clone();
        match content {
            Content::Step(node) => {
                let step = names.field(*node);
                let NodeKind::Step { spec, .. } = &pipeline.nodes[node.0].kind else { continue };
                let doc = names.doc(&format!("The step `{}`.", spec.text));
                let fitted_doc = names.doc(&format!("The fitted step `{}`.", spec.text));
                unfitted_fields.extend(quote!(#doc pub #name: #step,));
                let span = pipeline.nodes[node.0].span;
                let fitted_type = quote_spanned!(span=> <#step as #krate::step::Step>::Fitted);
                fitted_fields.extend(quote!(#fitted_doc pub #fitted_name: #fitted_type,));
                nested.extend(Choice::of(names, *node).map(|choice| choice.structs(names, &shared, &lints)));
            }
            Content::Group(inner) => {
                let (inner_unfitted, inner_fitted) =
                    (inner.unfitted_name(pipeline), inner.fitted_name(pipeline));
                let doc = names.doc(&format!("The steps of `{name}`."));
                let fitted_doc = names.doc(&format!("The fitted steps of `{name}`."));
                unfitted_fields.extend(quote!(#doc pub #name: #inner_unfitted,));
                fitted_fields.extend(quote!(#fitted_doc pub #fitted_name: #inner_fitted,));
                nested.extend(emit(names, inner));
            }
        }
    }
    let standard = derived_impls::impls(names, group, &shared);
    let keyword = with_span(pipeline_name.span(), quote!(struct));
    quote! {
        #attributes
        #lints
        #visibility #keyword #unfitted { #unfitted_fields }

        #[doc = #fitted_doc]
        #shared
        #lints
        #visibility #keyword #fitted { #fitted_fields }

        #standard
        #nested
    }
}
