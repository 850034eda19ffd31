//! How deep brackets and types may be nested.
//!
//! Invariant: reading uses a bounded part of the stack, whatever the tokens are.

use proc_macro2::{Span, TokenTree};

use super::parser::Parser;

/// The maximum depth of nested brackets: deeper nesting could exhaust the stack.
pub(super) const MAX_DEPTH: usize = 64;

/// The maximum depth of a Rust type: `syn` parses it, on more stack for each level.
const MAX_TYPE_DEPTH: usize = 32;

impl Parser<'_> {
    /// Reads the content of brackets; brackets nested too deeply are reported.
    pub(super) fn nested<T>(&mut self, span: Span, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            let message = format!("brackets are nested deeper than {MAX_DEPTH} levels: name the inner parts");
            self.reports.at(span, message);
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        Some(read)
    }

    /// Whether a Rust type is nested too deeply to be parsed, which is reported.
    pub(super) fn is_too_deep(&mut self, written: &[TokenTree]) -> bool {
        let (Some(first), true) = (written.first(), depth(written) > MAX_TYPE_DEPTH) else { return false };
        let message = format!(
            "this type is nested deeper than {MAX_TYPE_DEPTH} levels: give its inner part a name with `type`"
        );
        self.reports.at(first.span(), message);
        true
    }
}

/// Returns how deep brackets and generics are nested, without recursion.
fn depth(tokens: &[TokenTree]) -> usize {
    let (mut deepest, mut open) = (0, vec![(0, tokens.to_vec())]);
    while let Some((outer, tokens)) = open.pop() {
        let mut here = outer;
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push((here + 1, group.stream().into_iter().collect())),
                TokenTree::Punct(punct) if punct.as_char() == '<' => here += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' => here = outer.max(here - here.min(1)),
                _ => {}
            }
            deepest = deepest.max(here);
        }
    }
    deepest
}
