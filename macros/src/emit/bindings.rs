//! The user's names as dummy bindings: rustc reports a name that is not used as an unused variable.
//!
//! Invariant: each name is bound by a `let` in topological order, and every use of it follows its binding.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::Names;
use crate::model::{Equation, Node, Origin, Pipeline, ValueId};

/// Returns the bindings: `fn names() { let pixels = (); let _ = pixels; .. }`.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let inputs = pipeline.input_count + pipeline.fit_input_count;
    let inputs = (0..inputs).map(|index| bindings(names, ValueId(index)));
    let nodes = pipeline.nodes.iter().map(|node| {
        let used = known_uses(pipeline, node);
        let bound = node.outputs.iter().map(|value| bindings(names, *value));
        quote!(#(let _ = #used;)* #(#bound)*)
    });
    let outputs = pipeline.outputs.iter().flat_map(|output| {
        let is_known = !matches!(pipeline.values[output.value.0].origin, Origin::Unknown);
        output.used.iter().filter(move |_| is_known)
    });
    quote! {
        #[allow(dead_code)]
        fn names() {
            #(#inputs)*
            #(#nodes)*
            #(let _ = #outputs;)*
        }
    }
}

/// Returns `let pixels = ();` for each name of a value, and the uses of it outside of nodes. A broken pipeline may lack
/// uses because of its errors, so its unused names are not reported.
fn bindings(names: &Names<'_>, value: ValueId) -> TokenStream {
    let pipeline = names.pipeline;
    let first = pipeline.values[value.0].name.as_ref();
    let is_unknown = matches!(pipeline.values[value.0].origin, Origin::Unknown);
    let silenced = first.filter(|_| pipeline.broken || is_unknown).into_iter();
    let uses = pipeline.uses.iter().filter(|(name, of)| *of == value && first == Some(name));
    let uses = uses.map(|(name, _)| name);
    let further: Vec<_> = pipeline
        .equations
        .iter()
        .flat_map(|Equation { names: bound, renames, .. }| bound.iter().map(move |bound| (bound, renames)))
        .filter(|((name, of), _)| *of == value && first != Some(name))
        .map(|((name, _), renames)| (name, renames))
        .collect();
    let further_names = further.iter().map(|(name, _)| name);
    let further_uses =
        further.iter().flat_map(|(name, renames)| std::iter::once(*name).chain(renames.iter()));
    let first = first.into_iter();
    quote! {
        #(let #first = ();)*
        #(let _ = #uses;)*
        #(let _ = #silenced;)*
        #(let #further_names = ();)*
        #(let _ = #further_uses;)*
    }
}

/// Returns the known names that a node uses. An unknown name has been reported before.
fn known_uses<'model>(pipeline: &'model Pipeline, node: &'model Node) -> impl Iterator<Item = &'model Ident> {
    let arguments = std::iter::once(&node.inputs).chain(&node.fit);
    let uses = arguments.flat_map(|arguments| arguments.values.iter().zip(&arguments.uses));
    uses.filter(|(value, _)| !matches!(pipeline.values[value.0].origin, Origin::Unknown))
        .filter_map(|(_, name)| name.as_ref())
}
