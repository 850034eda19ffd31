//! The frame of `impl Hyperparameters`, shared by pipelines and choices.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The bodies of the methods of `Hyperparameters`.
pub(crate) struct HyperparametersImpl {
    pub(crate) space: TokenStream,
    pub(crate) assignment: TokenStream,
    pub(crate) set: TokenStream,
    pub(crate) identify: TokenStream,
    /// The argument of `paths`.
    pub(crate) path: Ident,
    /// The body of `paths`, an expression of `path`.
    pub(crate) made: TokenStream,
}

impl HyperparametersImpl {
    /// Returns `impl Hyperparameters` for the struct `name` with this struct of typed paths.
    pub(crate) fn implementation(self, krate: &TokenStream, name: &Ident, paths: &Ident) -> TokenStream {
        let (hyperparameters, Self { space, assignment, set, identify, path, made }) =
            (quote!(#krate::space), self);
        quote! {
            #[automatically_derived]
            #[allow(clippy::all, clippy::pedantic, unused_variables, unreachable_code)]
            impl #hyperparameters::Hyperparameters for #name {
                type Paths = #paths;

                fn space() -> #krate::Result<#hyperparameters::Space> {
                    #space
                }

                fn assignment(&self) -> #hyperparameters::Assignment {
                    #assignment
                }

                fn set(&mut self, path: &str, value: &#hyperparameters::Value) -> #krate::Result<()> {
                    #set
                }

                fn identify(&self, identity: &mut #hyperparameters::Identity) {
                    #identify
                }

                fn paths(#path: &#hyperparameters::Path) -> #paths {
                    #made
                }
            }
        }
    }
}
