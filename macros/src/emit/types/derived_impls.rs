//! `Default`, `Clone` and `Debug` for the structs of a pipeline.
//!
//! Invariant: a trait that the user derives is not implemented here.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::emit::attributes::derives;
use crate::emit::derived::{DeferredField, Target};
use crate::emit::group::{Content, Field, Group};
use crate::emit::limits::BOUNDS;
use crate::emit::names::{Names, arms, numbered, unspanned};
use crate::emit::spans::with_span;
use crate::emit::written::Written;
use crate::model::NodeKind;

/// Returns the implementations for the structs of one group.
pub(super) fn impls(names: &Names<'_>, group: &Group, shared: &TokenStream) -> TokenStream {
    let mut impls = TokenStream::new();
    for fitted in [false, true] {
        let name =
            if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
        let fields: Vec<DeferredField> = group
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| deferred_field(names, index, field, fitted))
            .collect();
        let target = Target { names, name, fields };
        if !fitted && !derives(shared, "Default") {
            impls.extend(target.default());
            impls.extend(own_default(names, group));
        }
        impls.extend(target.clone_and_debug(shared));
    }
    impls
}

/// Returns the inherent function `default`, which rustc finds before that of `Default`. Its bounds name the step that
/// has no default. A long pipeline has no such function, because rustc would compare each of its bounds with all
/// others.
fn own_default(names: &Names<'_>, group: &Group) -> Option<TokenStream> {
    let steps = group.steps();
    if !group.suffix.is_empty() || steps.len() > BOUNDS || names.in_editor() {
        return None;
    }
    let (krate, name, visibility) = (names.krate, &names.pipeline.name, &names.pipeline.visibility);
    let steps = steps.into_iter().flat_map(|id| Written::all(names, id));
    let bounds = steps.map(|written| {
        let step = written.replaced(names);
        with_span(written.spec.span, quote!(for<'late> #step: #krate::diagnostics::HasDefault<'late>))
    });
    let default = Ident::new("default", name.span());
    Some(quote! {
        #[allow(dead_code, clippy::should_implement_trait)]
        impl #name {
            /// Creates the pipeline. Each hyperparameter has the value that the pipeline sets, or the default of its
            /// step.
            #visibility fn #default() -> Self
            where #(#bounds,)*
            {
                <Self as ::core::default::Default>::default()
            }
        }
    })
}

fn deferred_field(names: &Names<'_>, index: usize, field: &Field, fitted: bool) -> DeferredField {
    let krate = names.krate;
    let rest = numbered("rest", index);
    let (ty, bound, default) = match &field.content {
        Content::Group(group) => {
            let name =
                if fitted { group.fitted_name(names.pipeline) } else { group.unfitted_name(names.pipeline) };
            (quote!(#name), quote!(#name), quote!(#rest))
        }
        Content::Step(id) => {
            let (step, node) = (names.step(*id), &names.pipeline.nodes[id.0]);
            let ty = if fitted {
                quote_spanned!(node.span=> <#step as #krate::step::Step>::Fitted)
            } else {
                quote!(#step)
            };
            let is_plain = arms(node).is_empty();
            match &node.kind {
                NodeKind::Step { spec, .. } if !fitted && is_plain => {
                    let (written, default) = Written::at(names, *id, spec).default(names, &rest);
                    (ty, written, default)
                }
                _ => (ty.clone(), ty, quote!(#rest)),
            }
        }
    };
    DeferredField { name: unspanned(&field.name), ty, written: bound, rest, default }
}
