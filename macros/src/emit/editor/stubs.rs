//! What stands for the parts of an expansion that only rustc needs.
//!
//! Invariant: every type and signature is the one of the expansion that runs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::names::Names;

/// Where the shapes find a step's signature. rust-analyzer looks for an impl in the crate where it is asked for: by way
/// of the engine's `impl<S: Stateless> Step for S` it finds none of the user's. It stands beside the pipeline, because
/// impls inside a block are not found while constants are evaluated.
pub(crate) fn asked(names: &Names<'_>) -> TokenStream {
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
