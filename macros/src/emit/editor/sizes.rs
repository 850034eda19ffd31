//! The names of sizes, declared and in dims.
//!
//! Invariant: each use of a name is a use of its one definition, so that a rename reaches every place.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::derived::{defined, is_short, uses};
use crate::emit::names::Names;
use crate::model::{Pipeline, Size};

/// Returns a constant for each name of a size, and a use of it for each use of the name.
pub(crate) fn sizes(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let mut written: BTreeMap<String, Vec<Ident>> = BTreeMap::new();
    let declared = pipeline.sizes.iter().map(|size| defined(pipeline, size));
    let used = uses(pipeline).filter(|one| !is_short(one)).map(|one| one.written.clone());
    for name in declared.chain(pipeline.words.sizes.iter().cloned()).chain(used) {
        written.entry(name.to_string()).or_default().push(name);
    }
    let constants = written.values().filter_map(|all| {
        let (first, uses) = all.split_first()?;
        let doc = doc(pipeline, first);
        Some(quote! {
            #[doc = #doc]
            const #first: Size = Size;
            #(const _: Size = #uses;)*
        })
    });
    quote! {
        #[allow(non_upper_case_globals)]
        const _: () = {
            struct Size;
            #(#constants)*
        };
    }
}

fn doc(pipeline: &Pipeline, name: &Ident) -> String {
    match pipeline.sizes.iter().find(|size| size.name == *name) {
        Some(Size { range: (low, high), default, .. }) => {
            format!("The size `{name}`: a hyperparameter, from {low} to {high}, {default} by default.")
        }
        None => format!("The size `{name}`: one number throughout the pipeline, known when it runs."),
    }
}
