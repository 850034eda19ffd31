//! What the steps hold while they work: `impl Holds`, and `open` for callers.
//!
//! Whether a step holds anything is in the table of nodes; here is nothing per node.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::{Names, local};

/// `impl Holds for Digits`: a nested pipeline opens what its steps hold.
pub(super) fn implementation(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    let (name, fitted) = (&names.pipeline.name, names.fitted());
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let open = body(quote!(#plumbing::open(#plumbing::Steps::Unfitted(self), opening)));
    let open_fitted = body(quote!(#plumbing::open::<#name>(#plumbing::Steps::Fitted(fitted), opening)));
    quote! {
        impl #krate::step::Holds for #name {
            const HOLDS: bool = #plumbing::holds_resources(&NODES);

            fn open(&self, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                #open
            }

            fn open_fitted(fitted: &#fitted, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                #open_fitted
            }
        }
    }
}

/// `Digits::open` and `DigitsFitted::open`.
pub(super) fn methods(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (name, fitted, visibility, root) =
        (&pipeline.name, names.fitted(), &pipeline.visibility, names.root());
    let (run, open) = (local("run"), Ident::new("open", pipeline.name.span()));
    let opened = |steps: &str| {
        if names.in_editor() {
            return quote!(loop {});
        }
        let steps = Ident::new(steps, Span::call_site());
        quote!(#plumbing::open_for::<#name>(#plumbing::Steps::#steps(self), #root, #run))
    };
    let (to_fit, to_predict) = (opened("Unfitted"), opened("Fitted"));
    quote! {
        #[allow(dead_code)]
        impl #name {
            /// Opens what the steps hold while they are fitted, once for any number of fits with the run that this gives. It
            /// is released with the run's last clone.
            ///
            /// # Errors
            /// The first error of a step that opens, with the step's path; what was opened before is released.
            #visibility fn #open(&self, #run: &#krate::step::Run) -> #krate::Result<#krate::step::Run> {
                #to_fit
            }
        }

        #[allow(dead_code)]
        impl #fitted {
            /// Opens what the steps hold while they predict, once for any number of predictions with the run that this
            /// gives. It is released with the run's last clone.
            ///
            /// # Errors
            /// The first error of a step that opens, with the step's path; what was opened before is released.
            #visibility fn #open(&self, #run: &#krate::step::Run) -> #krate::Result<#krate::step::Run> {
                #to_predict
            }
        }
    }
}
