//! Saved models: `impl Save`, `DigitsFitted::save` and `Digits::load`.
//!
//! Invariant: each step is saved under its path, with its own version.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::group::Group;
use crate::emit::kinds::Choice;
use crate::emit::limits::BOUNDS;
use crate::emit::names::{Names, unspanned};
use crate::emit::spans::with_span;
use crate::model::NodeId;
use crate::saved::{bound, local, saved_path};

/// Returns `impl Save` and the methods.
///
/// The methods of a short pipeline have a bound on each step, so that an error names the step that cannot be saved.
pub(crate) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    let method = |name: &str| Ident::new(name, pipeline.name.span());
    let (save, save_fitted_by, load) = (method("save"), method("save_fitted_by"), method("load"));
    let steps = root.steps();
    let construct = root.build(pipeline, true, &mut |node| {
        let part = local(steps.iter().position(|step| *step == node).unwrap_or_default());
        quote!(#part)
    });
    let parts: Vec<Part> =
        steps.chunks(BOUNDS).enumerate().map(|(number, steps)| Part::of(names, number, steps)).collect();
    let bounds: TokenStream = if steps.len() <= BOUNDS {
        // An error names the step only. A choice has a bound on each arm.
        let bounds = steps.iter().enumerate().map(|(number, &id)| match Choice::of(names, id) {
            None => bound(krate, number, &fitted_type(names, id)),
            Some(choice) => choice.saved(names),
        });
        bounds.collect()
    } else {
        parts.iter().map(|part| part.bound.clone()).collect()
    };
    let implementation = implementation(names, &parts, &construct);
    let code = quote! {
        #plumbing::saved! {
            #implementation

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

/// Returns the type of the fitted step of a node.
fn fitted_type(names: &Names<'_>, id: NodeId) -> TokenStream {
    let (krate, step) = (names.krate, names.step(id));
    quote!(<#step as #krate::step::Step>::Fitted)
}

/// Up to [`BOUNDS`] fitted steps, which are saved together: rustc compares each step with all bounds of a list.
struct Part {
    /// The alias of the tuple of their types.
    alias: TokenStream,
    /// The deferred bound, followed by a comma.
    bound: TokenStream,
    /// The statement that saves them.
    save: TokenStream,
    /// The statement that loads them into the variables `part_0`, `part_1` and so on.
    load: TokenStream,
}

impl Part {
    fn of(names: &Names<'_>, number: usize, steps: &[NodeId]) -> Self {
        let (krate, fitted, hidden) = (names.krate, names.fitted(), names.hidden());
        let name = format_ident!("__{fitted}State{number}", span = Span::call_site());
        let types = steps.iter().map(|&id| fitted_type(names, id));
        let locals = (0..steps.len()).map(|index| local(number * BOUNDS + index));
        let paths = steps.iter().map(|id| &names.pipeline.nodes[id.0].path);
        let fields = paths.clone().map(|path| {
            let path = path.iter().map(unspanned);
            quote!(&self #(.#path)*)
        });
        let texts: Vec<_> = paths.map(|path| saved_path(path)).collect();
        let number = Literal::usize_unsuffixed(number);
        let part = quote!(#krate::diagnostics::StatePart<#number>);
        let saved = quote!(#krate::diagnostics::SavedPart);
        Self {
            alias: quote!(#hidden type #name = (#(#types,)*);),
            bound: quote!(for<'late> #part: #saved<'late, #name>,),
            save: quote!(<#part as #saved<'_, #name>>::save_part((#(#fields,)*), [#(#texts),*], out)?;),
            load: quote!(let (#(#locals,)*) = <#part as #saved<'_, #name>>::load_part([#(#texts),*], state)?;),
        }
    }
}

/// Returns `impl Save` for the fitted pipeline. `construct` is an expression of it from the loaded steps.
fn implementation(names: &Names<'_>, parts: &[Part], construct: &TokenStream) -> TokenStream {
    let (krate, fitted) = (names.krate, names.fitted());
    let aliases = parts.iter().map(|part| &part.alias);
    let bounds = parts.iter().map(|part| &part.bound);
    let saves = parts.iter().map(|part| &part.save);
    let loads = parts.iter().map(|part| &part.load);
    quote! {
        #(#aliases)*

        #[automatically_derived]
        impl #krate::save::Save for #fitted where #(#bounds)* {
            const VERSION: u32 = 0;

            fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                let _ = &out;
                #(#saves)*
                ::core::result::Result::Ok(())
            }

            fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                let _ = &state;
                #(#loads)*
                ::core::result::Result::Ok(#construct)
            }
        }
    }
}
