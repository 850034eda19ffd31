//! The front end: tokens to checked graphs.
//!
//! Invariant: it returns everything that it understood and every error that it found; it never panics.

use std::collections::HashMap;

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Reports};
use crate::{check, emit, model, parse};

/// Reads all pipelines of one macro call: builds each graph, checks it, lowers it, and checks the result.
///
/// `is_strict` is for rustc, to which one mistake is one error; for an editor, all is read that can be.
pub(crate) fn front(input: TokenStream, is_strict: bool) -> (Vec<model::Pipeline>, Vec<Diagnostic>) {
    let mut reports = Reports::default();
    let mut pipelines = Vec::new();
    let mut syntax = parse::pipelines(parse::valid_words(input), is_strict, &mut reports);
    check::cut_recursion(&mut syntax, &mut reports);
    for syntax in syntax {
        let knows_inputs = syntax.hidden.is_empty();
        let mut unresolved = model::build(syntax, &mut reports);
        check::cut_cycles(&mut unresolved, &mut reports);
        check::match_promise(&mut unresolved, &mut reports);
        check::limit_outputs(&mut unresolved, &mut reports);
        let mut pipeline = model::lower(unresolved, &mut reports);
        // After an error in the header, it is not known which inputs exist only while fitting.
        if knows_inputs {
            check::check_leaks(&mut pipeline, &mut reports);
        }
        if pipeline.broken {
            // A name may be unused only because its use has an error.
            pipeline.unused.clear();
        }
        pipelines.push(pipeline);
    }
    drop_taken(&mut pipelines, &mut reports);
    (pipelines, reports.into_list())
}

/// Reports types that two pipelines of the call would both add to the user's module, and takes the later pipeline out.
fn drop_taken(pipelines: &mut Vec<model::Pipeline>, reports: &mut Reports) {
    let mut owners: HashMap<String, String> = HashMap::new();
    pipelines.retain(|pipeline| {
        let names = emit::type_names(pipeline);
        let taken = names.iter().find_map(|name| Some((name, owners.get(&name.name)?)));
        if let Some((emit::TypeName { name, owner, span }, other)) = taken {
            let message = if *pipeline.name.to_string() == *name {
                format!("`{name}` is already the name of a type of {other}: give this pipeline another name")
            } else {
                format!("{owner} needs a type `{name}`, as {other} does: give one of them another name")
            };
            // Its own name was wrong, which has been reported.
            if pipeline.name != "Unnamed" {
                reports.at(*span, message);
            }
            return false;
        }
        owners.extend(names.into_iter().map(|name| (name.name, name.owner)));
        true
    });
}
