//! A fitted pipeline as a file: `Save`, `DigitsFitted::save` and `Digits::load`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::chunked::{self, BOUNDS};
use crate::emit::group::Group;
use crate::emit::kinds::Choice;
use crate::emit::names::{Names, unspanned};
use crate::emit::spans::shown_at;
use crate::saved::{Part, Saved, bound, local};

/// The state of a fitted pipeline is that of its steps, each under its path and with a version of its own.
///
/// Where there are few steps, the methods ask for each by itself, so that a message names the one that cannot be saved.
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

/// `impl Save` for a struct with so many parts that their bounds are in several lists.
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
            // A bound that is asked late is followed down to the part that lacks it where nothing in between is.
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
