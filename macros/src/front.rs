//! The front end: tokens to checked graphs.
//!
//! Invariant: it returns everything that it understood and every error that it found; it never panics.

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Reports};
use crate::{check, model, parse};

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
        let mut unresolved = model::build(syntax, is_strict, &mut reports);
        check::cut_cycles(&mut unresolved, &mut reports);
        check::match_promise(&mut unresolved, &mut reports);
        check::limit_outputs(&mut unresolved, &mut reports);
        let mut pipeline = model::lower(unresolved, &mut reports);
        check::check_columns(&mut pipeline, &mut reports);
        // After an error in the header, it is not known which inputs exist only while fitting.
        if knows_inputs {
            check::check_leaks(&mut pipeline, &mut reports);
            check::check_inputs(&mut pipeline, &mut reports);
        }
        if pipeline.broken {
            // A name may be unused only because its use has an error.
            pipeline.unused.clear();
        }
        pipelines.push(pipeline);
    }
    (pipelines, reports.into_list())
}
