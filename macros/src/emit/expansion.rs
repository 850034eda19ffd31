//! The expansion of one pipeline: the output of the other files, in order.
//!
//! Invariant: for an editor, shapes come before types and types before fields: an editor shows what it finds first.

use proc_macro2::TokenStream;
use quote::quote;

use super::api::{batches, fit_predict, hyperparameters, inputs, resources, saving, sizes, step_impl};
use super::attributes::{conditions, lint_levels};
use super::checks::Checks;
use super::group::Group;
use super::kinds::Choice;
use super::names::Names;
use super::reader::Reader;
use super::{assemble, bindings, broken, checked, columns, editor, shapes, tables, types};
use crate::model::Pipeline;

/// Returns the code of one pipeline; `krate` is the path to the `shapeflow` crate, and `sources` the identity of the code of the
/// package.
pub(crate) fn emit(
    krate: &TokenStream,
    mut pipeline: Pipeline,
    reader: Reader,
    sources: u64,
    errors: &TokenStream,
) -> TokenStream {
    let defined = pipeline.name.clone();
    if reader == Reader::Editor {
        editor::forget_places(&mut pipeline);
    }
    let pipeline = &pipeline;
    let checks = Checks::default();
    let names = Names { krate, pipeline, defined, reader, errors, checks: &checks, in_block: false };
    let plumbing = names.plumbing();
    let root = Group::of(pipeline);
    let structs = types::structs(&names, &root);
    let aliases = [
        types::inputs_and_promises(&names),
        types::steps(&names, &root),
        types::fields(&names, &root),
        shapes::constants(&names),
    ];
    let hyperparameters = hyperparameters::emit(&names, &root);
    let output_struct = types::output_struct(&names);
    let (mut methods, saving) = (fit_predict::methods(&names), saving::emit(&names, &root));
    methods.extend(batches::methods(&names));
    methods.extend(resources::methods(&names));
    let methods = inputs::with_imports(&names, methods);
    let inner = names.in_block();
    let each_step = batches::each_step(&inner, &root);
    let choices = Choice::all(&inner);
    let choices: TokenStream = choices.iter().map(|choice| choice.impls(&inner)).collect();
    sizes::check(&inner);
    let parts = match reader {
        Reader::Compiler | Reader::Documentation => vec![
            columns::emit(&inner),
            types::edge_types(&inner),
            shapes::emit(&inner),
            // The checks of the parts before are complete.
            checked::emit(&inner),
            tables::emit(&inner, sources),
            assemble::emit(&inner, &root),
            bindings::emit(&inner),
            step_impl::step_impls(&inner),
            choices,
            resources::implementation(&inner),
            each_step,
        ],
        // An editor shows what it finds first: the shape of a name and its type, then its field.
        Reader::Editor => vec![
            editor::shapes(&names),
            types::edge_types(&names),
            shapes::emit(&names),
            step_impl::step_impls(&names),
            choices,
            resources::implementation(&names),
            each_step,
        ],
    };
    let lint_levels = lint_levels(&pipeline.attributes);
    let block = quote! {
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, unexpected_cfgs, unused_qualifications, unused_parens)]
        #lint_levels
        const _: () = {
            #[allow(unused_imports)]
            use #plumbing::traits::*;
            #[allow(unused_imports)]
            use #plumbing as __plumbing;
            // The meaning of these words does not depend on the code around the pipeline.
            #[allow(unused_imports)]
            use ::core::{option::Option::{self, None, Some}, result::Result::{Err, Ok}};
            // A name of one token, so that a call has only the span of the user's token.
            #[allow(unused_imports)]
            use #plumbing::{
                here as __here, require_reapplied as __require_reapplied, require_arm as __require_arm,
                require_dims as __require_dims, require_inverse as __require_inverse, require_marked as __require_marked, require_named as __require_named, require_no_target as __require_no_target, require_promise as __require_promise, require_promise_among as __require_promise_among, require_range as __require_range,
                require_same as __require_same, require_step as __require_step,
                require_target_taken as __require_target_taken,
            };
            #[allow(unused_imports)]
            use #krate::diagnostics::{
                Flows as __Flows, InOneListWith as __InOneListWith,
                ActsOnlyToFit as __ActsOnlyToFit, GivesOnlyToFit as __GivesOnlyToFit, GivesAsTheFirstArm as __GivesAsTheFirstArm, HasInverse as __HasInverse, LearntAgainst as __LearntAgainst, PromisedAs as __PromisedAs, SeveralValues as __SeveralValues, StoredAsTaken as __StoredAsTaken, TakenAgain as __TakenAgain,
                TakenByThisStep as __TakenByThisStep, TakenByThisOptionalStep as __TakenByThisOptionalStep, TakenOfATable as __TakenOfATable,
            };
            #(#parts)*
        };
    };
    let code = match reader {
        Reader::Compiler | Reader::Documentation => {
            let missing = broken::emit(&names);
            quote!(#structs #(#aliases)* #hyperparameters #output_struct #methods #saving #missing #block)
        }
        Reader::Editor => {
            let (started, sizes, keywords) =
                (editor::started(&names), editor::sizes(&names), editor::keywords(&names));
            let columns = columns::emit(&names);
            let (names, asked) = (editor::names(&names), editor::signatures(&names));
            // The words of the user that occur in the last ones change while the user types.
            editor::hide(quote! {
                #started #(#aliases)* #columns #block #names #structs #hyperparameters #output_struct #methods #saving #asked #sizes
                #keywords
            })
        }
    };
    let conditions = conditions(&pipeline.attributes);
    if conditions.is_empty() { code } else { quote!(#conditions #plumbing::items! { #code }) }
}
