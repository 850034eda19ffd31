//! Tokens to a syntax tree. Nothing here knows what a name stands for.
//!
//! Invariant: reading never stops at a mistake. Each is reported once, at its token, and the rest is read on: from
//! the next element of a list, the next equation, the next pipeline.

mod body;
mod chain;
mod choose;
mod cursor;
mod dims;
mod header;
mod link;
mod names;
mod recover;
mod signature;
mod size;
mod step;
pub(crate) mod syntax;
mod text;
mod value_type;

pub(crate) use header::pipelines;
pub(crate) use names::{is_usable, snake_case};
pub(crate) use size::{is_comma, set_to_words};

use proc_macro2::Span;

use crate::diagnostic::Reports;

/// Brackets within brackets, at most: deeper ones would exhaust the stack, and no one reads them.
const MAX_DEPTH: usize = 64;

/// The state of reading.
struct Parser<'r> {
    reports: &'r mut Reports,
    /// How deep in brackets we are.
    depth: usize,
    /// A mistake in this statement left open what was meant, so that further ones may only follow from it.
    is_lost: bool,
    /// A mistake in the inputs of this pipeline has cost a name.
    misses_inputs: bool,
}

impl Parser<'_> {
    /// Reports a mistake after which it is a guess what the rest of the statement means; of several only the first.
    fn lose(&mut self, start: Span, end: Span, message: impl Into<String>) {
        if !self.is_lost {
            self.reports.range(start, end, message);
        }
        self.is_lost = true;
    }

    /// Reads what stands in brackets, unless these are nested beyond reason.
    fn nested<T>(&mut self, span: Span, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
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
