//! The names of columns as fields, each at the user's token: rustc reports one that does not exist, and an editor completes,
//! explains and renames them.
//!
//! Invariant: an input whose type is not a record is reported once, at its first column.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::names::Names;
use super::reader::Reader;
use super::spans::with_span;
use crate::model::{NodeKind, ValueId};

/// Whether the pipeline takes columns of this input, which has some.
pub(super) fn are_taken(names: &Names<'_>, input: ValueId) -> bool {
    names.pipeline.nodes.iter().any(|node| {
        matches!(node.kind, NodeKind::Column { is_wrong: false, .. }) && node.inputs.values.contains(&input)
    })
}

/// Adds the check of the columns of each input of which the pipeline takes some; for an editor, returns functions with the columns.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let inputs = names.pipeline.input_count + names.pipeline.fit_input_count;
    (0..inputs).map(|index| columns_of(names, ValueId(index))).collect()
}

fn columns_of(names: &Names<'_>, input: ValueId) -> TokenStream {
    let columns: Vec<&Ident> = names
        .pipeline
        .nodes
        .iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Column { uses, is_wrong: false, .. } if node.inputs.values.contains(&input) => {
                Some(uses)
            }
            _ => None,
        })
        .flatten()
        .collect();
    let Some(first) = columns.first() else { return TokenStream::new() };
    let (krate, element, name) =
        (names.krate, names.input_element(input), format_ident!("__columns_{}", input.0));
    let record = quote!(&<#element as #krate::records::Record>::Columns);
    // An editor shows the first meaning of a token, and that is to be the field.
    let record = if names.in_editor() { record } else { with_span(first.span(), record) };
    if names.reader == Reader::Compiler {
        names.check(quote!(let _ = |columns: #record| { #(let _ = &columns.#columns;)* }));
        return TokenStream::new();
    }
    // A block of its own: an editor offers the methods of all traits that are imported around a field.
    quote! {
        const _: () = {
            #[allow(dead_code)]
            fn #name(columns: #record) {
                #(let _ = &columns.#columns;)*
            }
        };
    }
}
