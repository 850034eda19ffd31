//! The name that the user is typing at the cursor.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::emit::names::{Names, unspanned};

/// Returns the name at the cursor, in a scope with all names that can complete it.
///
/// rust-analyzer expands the pipeline with and without a marker at the cursor, and compares the same position of both
/// expansions. So this code is the first of the expansion, and no code before it depends on the marker.
pub(crate) fn started(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let completed = completed(&Scope::of(names.pipeline));
    quote! {
        #[allow(unused_variables)]
        const _: () = {
            use #plumbing::Name;
            fn names() #completed
        };
    }
}

fn completed(scope: &Scope<'_>) -> TokenStream {
    let Scope { definitions, started, inner, .. } = scope;
    let known = definitions.iter().map(|(name, _)| unspanned(name));
    let started = started.iter();
    let inner = inner.values().map(completed);
    quote! {
        {
            #(let #known: Name;)*
            #(let _ = #started;)*
            let _ = ();
            #(#inner)*
        }
    }
}
