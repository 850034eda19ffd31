//! What a pipeline lacks because of a mistake, so that code that uses it has no second error.
//!
//! Invariant: a pipeline without an error of the macro has none of this.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::checked::unknown;
use super::names::Names;
use super::reader::Reader;
use super::type_names::type_names;
use crate::case::camel_case;

/// What the names of the types of an equation end in.
const SUFFIXES: [&str; 5] = ["Steps", "Fitted", "Paths", "Choice", "Arm"];

/// Returns the types and members that are missing. The structs dereference to an unknown type, for missing fields and methods;
/// aliases of an unknown type have the names of missing structs and enums.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    if !pipeline.broken || names.reader != Reader::Compiler {
        return TokenStream::new();
    }
    let (unknown, visibility) = (unknown(names), &pipeline.visibility);
    let mut taken: HashSet<String> = type_names(pipeline).into_iter().map(|name| name.name).collect();
    // The alias of several outputs is no struct.
    let output = names.output().to_string();
    let has_output = taken.remove(&output);
    let mut owners: Vec<&String> = taken.iter().collect();
    owners.sort();
    let owners = owners.into_iter().map(|name| Ident::new(name, Span::call_site()));
    let members = owners.map(|owner| {
        quote! {
            impl ::core::ops::Deref for #owner {
                type Target = #unknown;

                fn deref(&self) -> &Self::Target {
                    loop {}
                }
            }
        }
    });
    let members: TokenStream = members.collect();
    let equations = pipeline.equations.iter().flat_map(|equation| &equation.names);
    let missing = equations.flat_map(|(name, _)| {
        let name = camel_case(&name.to_string());
        SUFFIXES.map(|suffix| format!("{}{name}{suffix}", pipeline.stem))
    });
    let missing = missing.chain((!has_output).then_some(output));
    let missing: Vec<Ident> = missing
        .filter(|name| taken.insert(name.clone()))
        .map(|name| format_ident!("{name}", span = Span::call_site()))
        .collect();
    quote! {
        #members
        #(#[allow(dead_code)] #visibility type #missing = #unknown;)*
    }
}
