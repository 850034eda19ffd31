//! The name that is being written at the cursor.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::emit::names::{Names, unspanned};

/// The name that is being written, where it sees all names that it may become.
///
/// rust-analyzer expands the pipeline with and without a word at the cursor, and looks at one place in both. So this is
/// the first thing in an expansion, and nothing before it depends on that word.
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
