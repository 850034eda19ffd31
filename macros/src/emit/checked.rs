//! `CHECKED`, the constant that has an error if the pipeline has a mistake.
//!
//! rustc reports no further error about a type that depends on a constant with an error. The type that a caller receives depends
//! on `CHECKED`, so that code that uses a pipeline with a mistake has no second error. A type without a mistake is not
//! changed by it.
//!
//! A check is the length of an array type: the error of such a constant belongs to the code around it. The value of another
//! constant with an error has a note of its own at each use.
//!
//! Invariant: the type of the outputs of a pipeline without a mistake is the type that the pipeline computes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::limits::CHUNK;
use super::names::Names;
use super::reader::Reader;

/// Returns the name of the constant with the errors that the macro found, beside this pipeline, the first that has one.
pub(crate) fn errors_name(pipeline: &Ident) -> Ident {
    format_ident!("__{pipeline}Errors", span = Span::call_site())
}

/// Returns `CHECKED`, which has an error if the macro found one in the pipeline.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let (plumbing, name, errors) = (names.plumbing(), &names.pipeline.name, names.errors);
    let errors = names.pipeline.broken.then_some(errors);
    let checks = names.checks.take();
    let checks = checks.chunks(CHUNK).map(|checks| quote!(let _: (#([(); { #checks; 0 }],)*);));
    quote! {
        const CHECKED: usize = {
            #errors
            #(#checks)*
            0
        };

        impl #plumbing::Checked for #name {
            const CHECKED: usize = {
                let _ = <Self as #plumbing::PipelineDef>::VISIT_NODES;
                CHECKED
            };
        }
    }
}

/// Returns the type of outputs for a caller; `out` is the type of the outputs on their edges.
pub(super) fn checked(names: &Names<'_>, out: &TokenStream) -> TokenStream {
    let promised = names.pipeline.promise.as_ref().map_or(0, Vec::len);
    if names.pipeline.outputs.len() <= promised { out.clone() } else { if_right(names, out) }
}

/// Returns the type `ty`; of a pipeline with a mistake, a type about which rustc reports nothing.
pub(super) fn if_right(names: &Names<'_>, ty: &TokenStream) -> TokenStream {
    let (plumbing, name) = (names.plumbing(), &names.pipeline.name);
    if names.reader != Reader::Compiler {
        return ty.clone();
    }
    quote!(<[(); <#name as #plumbing::Checked>::CHECKED] as #plumbing::TypeIfRight<#ty>>::Type)
}

/// Returns the type of something that is not known because of a mistake.
pub(super) fn unknown(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    if_right(names, &quote!(#plumbing::Poison))
}
