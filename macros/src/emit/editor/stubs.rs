//! What stands for the parts of an expansion that only rustc needs.
//!
//! Invariant: every type and signature is the one of the expansion that runs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::names::Names;
use super::super::{run, traits};

/// Where the shapes find a step's signature. rust-analyzer looks for an impl in the crate where it is asked for: by way
/// of the engine's `impl<S: Stateless> Step for S` it finds none of the user's. It stands beside the pipeline, because
/// impls inside a block are not found while constants are evaluated.
pub(in crate::emit) fn asked(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let asked = names.asked();
    let otherwise = format_ident!("{asked}Step");
    quote! {
        #[doc(hidden)]
        struct #asked<S>(::core::marker::PhantomData<S>);
        impl<S: #krate::step::Stateless> #asked<S> {
            const SIGNATURE: #krate::shape::Signature = <S as #krate::step::Stateless>::SIGNATURE;
        }
        #[doc(hidden)]
        trait #otherwise {
            const SIGNATURE: #krate::shape::Signature;
        }
        impl<S: #krate::step::Step> #otherwise for #asked<S> {
            const SIGNATURE: #krate::shape::Signature = <S as #krate::step::Step>::SIGNATURE;
        }
    }
}

/// Functions that are called, without their bodies.
pub(in crate::emit) fn bodies(names: &Names<'_>) -> TokenStream {
    let (krate, expand) = (names.krate, names.expand());
    let (name, fitted, visibility) = (&names.pipeline.name, names.fitted(), &names.pipeline.visibility);
    let types = traits::edge_outputs(names);
    let inputs = run::parameters(names, names.pipeline.input_count);
    let all = run::parameters(names, names.pipeline.input_count + names.pipeline.fit_input_count);
    quote! {
        fn fit_graph(
            steps: &#name, context: &#krate::step::Context<'_>, want: bool, #all
        ) -> #krate::Result<(#fitted, Option<#types>)> {
            loop {}
        }

        fn predict_graph(
            steps: &#fitted, context: &#krate::step::Context<'_>, #inputs
        ) -> #krate::Result<#types> {
            loop {}
        }

        impl #name {
            /// The pipeline as data: nodes, edges with their types and shapes, and its exports.
            #visibility fn graph() -> #krate::graph::Graph {
                loop {}
            }
        }

        impl #expand::Pipeline for #name {
            fn graph() -> #krate::graph::Graph {
                loop {}
            }
        }
    }
}
