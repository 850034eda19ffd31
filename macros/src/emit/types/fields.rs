//! The types of the fields of steps, and the question of whether each is a step.
//!
//! Invariant: rustc reports a type that is not a step once, here. The types of all fields then have an error, and rustc reports
//! nothing about code that uses the fields.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

use super::aliases::case_lint;
use crate::emit::group::Group;
use crate::emit::limits::CHUNK;
use crate::emit::names::Names;
use crate::emit::reader::Reader;
use crate::emit::spans::Place;
use crate::emit::written::Written;

/// Returns the aliases of the types of fields. rustdoc and editors show the types of the steps themselves.
pub(crate) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    if names.reader != Reader::Compiler {
        return TokenStream::new();
    }
    let all: Vec<Written<'_>> = root.steps().into_iter().flat_map(|node| Written::all(names, node)).collect();
    let (krate, plumbing) = (names.krate, names.plumbing());
    let lint = case_lint(names);
    let are_steps = format_ident!("__{}AreSteps", names.pipeline.name, span = Span::call_site());
    let asked = all.chunks(CHUNK).map(|chunk| {
        let asked = chunk.iter().map(|Written { spec, written, .. }| {
            let answer = Place::path(spec.span, &spec.path).ask("__AStep");
            quote!(<#plumbing::IsStep<#written>>::ask(#answer);)
        });
        quote!(let _ = || { #(#asked)* };)
    });
    let aliases = all.iter().map(|Written { step, field, .. }| {
        quote!(#lint type #field = <#are_steps as #plumbing::TypeIfRight<#step>>::Type;)
    });
    quote! {
        #lint
        type #are_steps = [(); {
            use #krate::diagnostics::AStep as __AStep;
            use #plumbing::AskedOtherwise as _;
            #(#asked)*
            0
        }];
        #(#aliases)*
    }
}
