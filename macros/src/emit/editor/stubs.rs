//! The replacement of code that only rustc needs.
//!
//! Invariant: every type and signature is that of the compiled expansion.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::names::Names;

/// Returns the type in which shapes find the signature of a step.
///
/// rust-analyzer looks for an impl in the crate that asks for it, so the engine's `impl<S: Stateless> Step for S` finds
/// none of the user's impls. The type is next to the pipeline, because rust-analyzer does not find impls inside a block
/// while it evaluates constants.
pub(crate) fn signatures(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let signatures = names.signatures();
    let otherwise = format_ident!("{signatures}OfSteps");
    quote! {
        #[doc(hidden)]
        struct #signatures<S>(::core::marker::PhantomData<S>);
        impl<S: #krate::step::Stateless> #signatures<S> {
            const SIGNATURE: #krate::shape::Signature = <S as #krate::step::Stateless>::SIGNATURE;
        }
        #[doc(hidden)]
        trait #otherwise {
            const SIGNATURE: #krate::shape::Signature;
        }
        impl<S: #krate::step::Step> #otherwise for #signatures<S> {
            const SIGNATURE: #krate::shape::Signature = <S as #krate::step::Step>::SIGNATURE;
        }
    }
}
