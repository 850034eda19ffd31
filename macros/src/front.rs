//! The front end: tokens to checked graphs.
//!
//! Invariant: it returns everything that it understood and every error that it found; it never panics.

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Reports};
use crate::{check, model, parse};

/// Reads all pipelines of one macro call: builds each graph, checks it, lowers it, and checks the result.
pub(crate) fn front(input: TokenStream) -> (Vec<model::Pipeline>, Vec<Diagnostic>) {
    let mut reports = Reports::default();
    let mut pipelines = Vec::new();
    for syntax in parse::pipelines(input, &mut reports) {
        let mut unresolved = model::build(syntax, &mut reports);
        check::cut_cycles(&mut unresolved, &mut reports);
        check::match_promise(&mut unresolved, &mut reports);
        let mut pipeline = model::lower(unresolved, &mut reports);
        check::check_leaks(&mut pipeline, &mut reports);
        if pipeline.broken {
            // A name may be unused only because its use has an error.
            pipeline.unused.clear();
        }
        pipelines.push(pipeline);
    }
    (pipelines, reports.into_list())
}
