//! Saved models: `impl Save`, `DigitsFitted::save` and `Digits::load`.
//!
//! Invariant: each step is saved under its path, with its own version.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::chunked::{self, BOUNDS};
use crate::emit::group::Group;
use crate::emit::kinds::Choice;
use crate::emit::names::{Names, unspanned};
use crate::emit::spans::with_span;
use crate::saved::{Part, Saved, bound, local};

/// Returns `impl Save` and the methods.
///
/// The methods of a short pipeline have a bound on each step, so that an error names the step that cannot be saved.
pub(crate) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
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
    let is_short = steps.len() <= BOUNDS;
    let implementation =
        if is_short { saved.implementation(&construct) } else { in_parts(&saved, &construct) };
    let bounds = if is_short {
        // A choice has a bound on each arm.
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
                /// Saves the fitted pipeline to a file, which contains a readable manifest and the arrays.
                ///
                /// # Errors
                /// Returns an error if the file cannot be written. An existing file is then unchanged.
                #visibility fn #save(&self, path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<()>
                where
                    #bounds
                {
                    let settings = #krate::space::Assignment::new();
                    #plumbing::save_model::<#name, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
                }

                /// Saves like [`save`](Self::save), and records in the manifest the hyperparameters of `pipeline`, the
                /// unfitted pipeline that returned this model.
                ///
                /// # Errors
                /// Returns the same errors as [`save`](Self::save).
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
                /// Loads a fitted pipeline from a file. The content of the file is never executed.
                ///
                /// # Errors
                /// Returns an error if the file cannot be read, is damaged, or contains a different model.
                #visibility fn #load(path: impl ::core::convert::AsRef<::std::path::Path>) -> #krate::Result<#fitted>
                where
                    #bounds
                {
                    #plumbing::load_model::<#name, _>(::core::convert::AsRef::as_ref(&path))
                }
            }
        }
    };
    // An error in a call points at the pipeline's name.
    with_span(pipeline.name.span(), code)
}

/// Returns `impl Save` for a struct with so many parts that their bounds need several lists.
fn in_parts(saved: &Saved<'_>, construct: &TokenStream) -> TokenStream {
    let Saved { krate, name, parts, version, .. } = saved;
    let (plumbing, version) = (saved.plumbing(), Literal::u32_unsuffixed(*version));
    let all: Vec<usize> = (0..parts.len()).collect();
    let mut lists = TokenStream::new();
    let (mut bounds, mut saves, mut loads) = (Vec::new(), TokenStream::new(), TokenStream::new());
    for (index, numbers) in all.chunks(BOUNDS).enumerate() {
        let index = Literal::usize_unsuffixed(index);
        let types: Vec<_> = numbers.iter().map(|&number| &parts[number].ty).collect();
        let literals = numbers.iter().map(|&number| Literal::usize_unsuffixed(number));
        let (save, load) = (saved.saves(numbers, &quote!('late)), saved.loads(numbers, &quote!('late)));
        let whole = quote!((#(#types,)*));
        let part = chunked::Part {
            generics: TokenStream::new(),
            path: quote!(#krate::diagnostics::SavedPart),
            arguments: quote!(#index, #whole),
            holder: name,
            bounds: quote!(#(#krate::diagnostics::StateNumber<#literals>: #krate::diagnostics::SavedState<'late, #types>,)*),
            body: quote! {
                fn save_part(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                    #save
                    ::core::result::Result::Ok(())
                }

                fn load_part(state: &mut #krate::save::Reader<'_>) -> #krate::Result<#whole> {
                    ::core::result::Result::Ok((#(#load,)*))
                }
            },
        };
        lists.extend(part.implementation());
        bounds.push(part.bound());
        let locals = numbers.iter().map(|&number| local(number));
        saves.extend(quote!(#krate::diagnostics::SavedPart::<'late, #index, #whole>::save_part(self, out)?;));
        let part = part.implemented(&quote!('late));
        let call = quote!(<Self as #part>::load_part(state)?);
        loads.extend(quote!(let (#(#locals,)*) = #call;));
    }
    quote! {
        #plumbing::saved! {
            #lists
            // rustc follows a deferred bound down to the part that lacks `Save` only if no trait is in between.
            impl<'late> #krate::diagnostics::SavedParts<'late> for #name where #(#bounds,)* {
                fn save_parts(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                    #saves
                    ::core::result::Result::Ok(())
                }

                fn load_parts(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                    #loads
                    ::core::result::Result::Ok(#construct)
                }
            }

            #[automatically_derived]
            impl #krate::save::Save for #name where for<'late> #name: #krate::diagnostics::SavedParts<'late> {
                const VERSION: u32 = #version;

                fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                    #krate::diagnostics::SavedParts::save_parts(self, out)
                }

                fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                    #krate::diagnostics::SavedParts::load_parts(state)
                }
            }
        }
    }
}
