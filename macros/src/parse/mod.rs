//! Tokens to a syntax tree. Nothing here knows what a name stands for.
//!
//! Invariant: reading never stops at a mistake. Each is reported once, at its token, and the rest is read on: from
//! the next element of a list, the next equation, the next pipeline.

mod body;
mod chain;
mod cursor;
mod dims;
mod header;
mod names;
mod recover;
mod signature;
mod step;
pub(crate) mod syntax;
mod text;
mod value_type;

pub(crate) use header::pipelines;
pub(crate) use names::{is_usable, snake_case};

use crate::diagnostic::Reports;

/// Brackets within brackets, at most: deeper ones would exhaust the stack, and no one reads them.
const MAX_DEPTH: usize = 64;

/// The state of reading: the mistakes so far, and how deep in brackets we are.
struct Parser<'r> {
    reports: &'r mut Reports,
    depth: usize,
}

impl Parser<'_> {
    /// Reads what stands in brackets, unless these are nested beyond reason.
    fn nested<T>(&mut self, span: proc_macro2::Span, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            self.reports.at(
                span,
                format!("brackets are nested deeper than {MAX_DEPTH} levels: name the inner parts"),
            );
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        Some(read)
    }
}
