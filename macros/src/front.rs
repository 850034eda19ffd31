//! The front end: tokens to checked graphs.
//!
//! Invariant: it always gives back all that it understood, and every mistake that it found; it never panics.

use proc_macro2::TokenStream;

use crate::diagnostic::{Diagnostic, Reports};
use crate::{check, model, parse};

/// Reads all pipelines of one macro call.
pub(crate) fn front(input: TokenStream) -> (Vec<model::Pipeline>, Vec<Diagnostic>) {
    let mut reports = Reports::default();
    let mut pipelines = Vec::new();
    for syntax in parse::pipelines(input, &mut reports) {
        let mut draft = model::build(syntax, &mut reports);
        check::cut_cycles(&mut draft, &mut reports);
        check::keep_promise(&mut draft, &mut reports);
        let mut pipeline = model::finish(draft);
        check::mark_fit_only(&mut pipeline);
        model::go_through(&mut pipeline, &mut reports);
        check::mark_fit_only(&mut pipeline);
        check::inverses(&mut pipeline, &mut reports);
        check::leaks(&mut pipeline, &mut reports);
        if pipeline.broken {
            // A name may be unused only because its use has a mistake.
            pipeline.unused.clear();
        }
        pipelines.push(pipeline);
    }
    (pipelines, reports.into_list())
}
