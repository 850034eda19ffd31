//! The resources that the steps hold while they run: `impl Holds`, and the method `open`.
//!
//! Invariant: the code here does not grow with the nodes; the table of nodes says which steps hold resources.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::emit::names::{Names, local};

/// Returns `impl Holds for Digits`, by which a nested pipeline opens the resources of its steps.
pub(crate) fn implementation(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    let (name, fitted) = (&names.pipeline.name, names.fitted());
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let open = body(quote!(#plumbing::open(#plumbing::Steps::Unfitted(self), opening)));
    let open_fitted = body(quote!(#plumbing::open::<#name>(#plumbing::Steps::Fitted(fitted), opening)));
    quote! {
        impl #krate::step::Holds for #name {
            const HOLDS: bool = #plumbing::holds_resources(&TABLE.nodes);

            fn open(&self, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                #open
            }

            fn open_fitted(fitted: &#fitted, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                #open_fitted
            }
        }
    }
}

/// Returns `Digits::open` and `DigitsFitted::open`.
pub(crate) fn methods(names: &Names<'_>) -> TokenStream {
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
            /// Opens the resources that the steps hold while they are fitted, and returns the options `run` with these
            /// resources. All fits with the returned `Run` share them. They are released when its last clone is
            /// dropped.
            ///
            /// # Errors
            /// Returns the first error of a step that opens its resources, with the path of the step. The resources
            /// that were opened before are released.
            #visibility fn #open(&self, #run: &#krate::step::Run) -> #krate::Result<#krate::step::Run> {
                #to_fit
            }
        }

        #[allow(dead_code)]
        impl #fitted {
            /// Opens the resources that the fitted steps hold while they predict, and returns the options `run` with
            /// these resources. All predictions with the returned `Run` share them. They are released when its last
            /// clone is dropped.
            ///
            /// # Errors
            /// Returns the first error of a step that opens its resources, with the path of the step. The resources
            /// that were opened before are released.
            #visibility fn #open(&self, #run: &#krate::step::Run) -> #krate::Result<#krate::step::Run> {
                #to_predict
            }
        }
    }
}
