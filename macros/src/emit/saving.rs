//! A fitted pipeline as a file: `Save`, `DigitsFitted::save` and `Digits::load`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::choice::Choice;
use super::names::Names;
use super::spans::shown_at;
use super::structs::{Group, unspanned};
use crate::saved::{Part, Saved, bound, local};

/// The state of a fitted pipeline is that of its steps, each under its path and with a version of its own.
///
/// Where there are few steps, the methods ask for each by itself, so that a message names the one that cannot be saved.
pub(super) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    let method = |name: &str| Ident::new(name, pipeline.name.span());
    let (save, save_fitted_by, load) = (method("save"), method("save_fitted_by"), method("load"));
    let steps = root.steps();
    let parts = steps.iter().map(|&id| {
        let step = names.step(id);
        let path = pipeline.nodes[id.0].path.iter().map(unspanned).collect();
        Part { path, ty: quote!(<#step as #krate::step::Step>::Fitted) }
    });
    let saved = Saved {
        krate,
        name: &fitted,
        generics: <_>::default(),
        conditions: Vec::new(),
        parts: parts.collect(),
        version: 0,
    };
    let construct = root.build(pipeline, true, &mut |node| {
        let part = local(steps.iter().position(|step| *step == node).unwrap_or_default());
        quote!(#part)
    });
    let implementation = saved.implementation(&construct);
    let bounds = if saved.is_short() {
        // Of a choice, each arm is asked for.
        let bounds =
            steps.iter().zip(&saved.parts).enumerate().map(|(number, (&id, part))| {
                match Choice::of(names, id) {
                    None => bound(krate, number, &part.ty),
                    Some(choice) => choice.saved(names),
                }
            });
        bounds.collect()
    } else {
        quote!(for<'late> #fitted: #krate::diagnostics::SavedParts<'late>,)
    };
    let code = quote! {
        #implementation
        #plumbing::saved! {
            #[allow(dead_code)]
            impl #fitted {
                /// Saves the model to a file: a manifest that a person can read, and the arrays.
                ///
                /// # Errors
                /// The file cannot be written; it is then as it was.
                #visibility fn #save(&self, path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<()>
                where
                    #bounds
                {
                    let settings = #krate::space::Assignment::new();
                    #plumbing::save_model::<#name, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
                }

                /// As [`save`](Self::save), and the manifest tells the hyperparameters of the pipeline that it was fitted by.
                ///
                /// # Errors
                /// As [`save`](Self::save).
                #visibility fn #save_fitted_by(
                    &self,
                    path: impl ::core::convert::AsRef<::std::path::Path>,
                    pipeline: &#name,
                ) -> #krate::Result<()>
                where
                    #bounds
                {
                    let settings = #krate::space::Hyperparameters::assignment(pipeline);
                    #plumbing::save_model::<#name, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
                }
            }

            #[allow(dead_code)]
            impl #name {
                /// Loads a model from a file. Nothing in the file is run.
                ///
                /// # Errors
                /// The file cannot be read, is damaged, or holds another model.
                #visibility fn #load(path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<#fitted>
                where
                    #bounds
                {
                    #plumbing::load_model::<#name, _>(::core::convert::AsRef::as_ref(&path))
                }
            }
        }
    };
    // A message about a call points at the pipeline's name.
    shown_at(pipeline.name.span(), code)
}
