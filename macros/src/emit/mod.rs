//! From the checked model to Rust code.
//!
//! One pipeline becomes a struct of steps, a struct of fitted steps, and a block of constants and functions. The
//! code is flat: a constant per value, a `let` or a `match` arm per node, no type that nests with the graph.
//!
//! | file | emits |
//! |---|---|
//! | `structs` | the structs |
//! | `aliases` | the types of the steps |
//! | `late`, `defaults` | `Default`, `Clone` and `Debug` for them |
//! | `choice` | the structs of a `choose`, and what they implement |
//! | `types` | types of outputs without a promise |
//! | `shapes` | the shapes, and the checks that rustc evaluates |
//! | `edge` | what stands before a step, for a message |
//! | `schedule` | the static plans and what is known of each node |
//! | `assemble`, `arguments` | the nodes, each typed once |
//! | `reuse` | the nodes that use the fitted step of another, and their shapes |
//! | `bindings` | the user's names, for the lint of unused ones |
//! | `holding` | what the steps hold while they work: `open` |
//! | `batches` | `fit_batches`, `partial_fit`, `stream` |
//! | `space` | hyperparameters: the space, the values and the typed paths |
//! | `traits` | `fit`, `predict`, and the pipeline as a step |
//! | `saving` | the fitted pipeline as a file |
//! | `editor` | all that an editor asks for, in place of `schedule` and `assemble` |
//! | `sizes` | the sizes that the user declares |
//! | `spans` | code that stands at the user's tokens |

mod aliases;
mod arguments;
mod assemble;
mod batches;
mod bindings;
mod choice;
mod defaults;
mod edge;
mod editor;
mod holding;
mod late;
pub(crate) mod names;
mod reuse;
mod saving;
mod schedule;
mod shapes;
mod sizes;
mod space;
mod spans;
mod structs;
mod traits;
mod types;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::model::{Node, NodeId, Origin, Pipeline, ValueId};
use names::Names;

/// How many bounds stand in one list: rustc looks at all of a list for each of them.
pub(crate) const BOUNDS: usize = 16;

/// Who reads the expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// rustc: everything is checked, and runs.
    Compiler,
    /// rust-analyzer: every token of the user's stands where an editor looks for its meaning, and nowhere else.
    Editor,
}

impl Reader {
    /// The one that runs this macro. rust-analyzer does it in a process of its own, and says nothing to the macro:
    /// `cfg(rust_analyzer)` is set in the user's crates alone, and a macro cannot ask for it there.
    pub(crate) fn here() -> Self {
        let is_editor = std::env::current_exe().is_ok_and(|program| {
            program.file_name().is_some_and(|name| name.to_string_lossy().contains("rust-analyzer"))
        });
        if is_editor { Self::Editor } else { Self::Compiler }
    }
}

/// The code of one pipeline; `krate` is the path to the `shapeflow` crate.
pub(crate) fn emit(krate: &TokenStream, mut pipeline: Pipeline, reader: Reader) -> TokenStream {
    let defined = pipeline.name.clone();
    if reader == Reader::Editor {
        editor::forget_places(&mut pipeline);
    }
    let pipeline = &pipeline;
    let names = Names { krate, pipeline, defined, reader, in_block: false };
    let plumbing = names.plumbing();
    let root = structs::Group::of(pipeline);
    let structs = structs::emit(&names, &root);
    let types = [traits::aliases(&names), aliases::emit(&names, &root), shapes::constants(&names)];
    let hyperparameters = space::emit(&names, &root);
    let output_struct = traits::output_struct(&names);
    let (mut methods, saving) = (traits::methods(&names), saving::emit(&names, &root));
    methods.extend(batches::methods(&names));
    methods.extend(holding::methods(&names));
    let inner = names.in_block();
    let each_step = batches::each_step(&inner, &root);
    let choices = choice::Choice::all(&inner);
    let choices: TokenStream = choices.iter().map(|choice| choice.impls(&inner)).collect();
    let parts = match reader {
        Reader::Compiler => vec![
            types::emit(&inner),
            shapes::emit(&inner),
            sizes::checks(&inner),
            schedule::emit(&inner),
            assemble::emit(&inner, &root),
            bindings::emit(&inner),
            traits::step_impls(&inner),
            choices,
            holding::implementation(&inner),
            each_step,
        ],
        // What is found first is shown first: the shape of a name and its type, then its field.
        Reader::Editor => vec![
            editor::shapes(&names),
            types::emit(&names),
            shapes::emit(&names),
            traits::step_impls(&names),
            choices,
            holding::implementation(&names),
            each_step,
        ],
    };
    let lint_levels = structs::lint_levels(&pipeline.attributes);
    let block = quote! {
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, unexpected_cfgs, unused_qualifications, unused_parens)]
        #lint_levels
        const _: () = {
            #[allow(unused_imports)]
            use #plumbing::traits::*;
            #[allow(unused_imports)]
            use #plumbing as __plumbing;
            // What these words mean, whatever they mean around the pipeline.
            #[allow(unused_imports)]
            use ::core::{option::Option::{self, None, Some}, result::Result::{Err, Ok}};
            // By a name of one token, so that a call has the span of the user's token alone.
            #[allow(unused_imports)]
            use #plumbing::{
                here as __here, require_reapplied as __require_reapplied, require_arm as __require_arm,
                require_dims as __require_dims, require_named as __require_named, require_promise as __require_promise,
                require_same as __require_same, require_step as __require_step,
                require_target_taken as __require_target_taken,
            };
            #[allow(unused_imports)]
            use #krate::diagnostics::{
                AStep as __AStep, Flows as __Flows, InOneListWith as __InOneListWith,
                ActsOnlyToFit as __ActsOnlyToFit, GivesOnlyToFit as __GivesOnlyToFit, GivesAsTheFirstArm as __GivesAsTheFirstArm, HasInverse as __HasInverse, LearntAgainst as __LearntAgainst, PromisedAs as __PromisedAs, SeveralValues as __SeveralValues, TakenAgain as __TakenAgain,
                TakenByThisStep as __TakenByThisStep,
            };
            #(#parts)*
        };
    };
    let code = match reader {
        Reader::Compiler => {
            quote!(#(#types)* #structs #hyperparameters #output_struct #methods #saving #block)
        }
        Reader::Editor => {
            let (started, names, asked) =
                (editor::started(&names), editor::names(&names), editor::asked(&names));
            quote!(#started #(#types)* #block #names #structs #hyperparameters #output_struct #methods #saving #asked)
        }
    };
    let conditions = structs::conditions(&pipeline.attributes);
    if conditions.is_empty() { code } else { quote!(#conditions #plumbing::items! { #code }) }
}

/// The nodes that the predict graph needs: those that reach an output and do not depend on a fit input.
fn predicted_nodes(pipeline: &Pipeline) -> Vec<NodeId> {
    let mut needed = vec![false; pipeline.nodes.len()];
    let mut wanted: Vec<ValueId> = pipeline.outputs.iter().map(|output| output.value).collect();
    while let Some(value) = wanted.pop() {
        let Origin::Node { node, .. } = pipeline.values[value.0].origin else { continue };
        if !std::mem::replace(&mut needed[node.0], true) {
            let node = &pipeline.nodes[node.0];
            let inputs = node.inputs.values.iter().zip(pipeline.predicted_inputs(node));
            wanted.extend(inputs.filter_map(|(value, exists)| (exists || !node.passes).then_some(value)));
        }
    }
    (0..pipeline.nodes.len()).filter(|&index| needed[index]).map(NodeId).collect()
}

/// `strokes.pca`
fn path_text(node: &Node) -> String {
    node.path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// The names that a node uses, where each stands for a value; an unknown one has been reported.
fn known_uses<'model>(pipeline: &'model Pipeline, node: &'model Node) -> impl Iterator<Item = &'model Ident> {
    let arguments = std::iter::once(&node.inputs).chain(&node.fit);
    let uses = arguments.flat_map(|arguments| arguments.values.iter().zip(&arguments.uses));
    uses.filter(|(value, _)| !matches!(pipeline.values[value.0].origin, Origin::Unknown))
        .filter_map(|(_, name)| name.as_ref())
}
