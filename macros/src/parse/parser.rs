//! The state of reading.

use proc_macro2::{Ident, Span, TokenTree};

use super::syntax::{Link, Words};
use crate::diagnostic::Reports;

/// The maximum depth of nested brackets: deeper nesting could exhaust the stack.
pub(super) const MAX_DEPTH: usize = 64;

/// The maximum depth of a Rust type: `syn` parses it, on more stack for each level.
const MAX_TYPE_DEPTH: usize = 32;

/// The state of reading; each file adds the methods that read its part of the language.
pub(super) struct Parser<'r> {
    pub(super) reports: &'r mut Reports,
    /// The current depth of nested brackets.
    depth: usize,
    /// An error in this statement left its meaning open, so further errors may only follow from it.
    pub(super) is_lost: bool,
    /// rustc reads the expansion: the first error of a statement is its only one. An editor reads the rest, too.
    is_strict: bool,
    /// The statement follows one with an error.
    pub(super) may_be_rest: bool,
    /// The number of errors of the statements in blocks.
    in_blocks: usize,
    /// An error in the inputs of this pipeline has hidden a name.
    pub(super) misses_inputs: bool,
    /// The words of this pipeline that only an editor needs.
    pub(super) words: Words,
}

impl<'r> Parser<'r> {
    pub(super) fn new(reports: &'r mut Reports, is_strict: bool) -> Parser<'r> {
        Parser {
            reports,
            depth: 0,
            is_lost: false,
            is_strict,
            may_be_rest: false,
            in_blocks: 0,
            misses_inputs: false,
            words: Words::default(),
        }
    }

    /// Keeps only the first of the errors since `before` in a statement or a header, whose tokens are `tokens`. Returns the words
    /// in it that may be names which the error has hidden; none if there is no error.
    pub(super) fn only_first(
        &mut self,
        (before, in_blocks): (usize, usize),
        tokens: &[TokenTree],
    ) -> Vec<String> {
        let own = (self.reports.count() - before).saturating_sub(self.in_blocks - in_blocks);
        if own == 0 || !self.is_strict {
            return Vec::new();
        }
        if self.in_blocks == in_blocks {
            self.reports.keep(before + 1);
        }
        words(tokens)
    }

    /// Notes a word of the language.
    pub(super) fn keyword(&mut self, word: Option<&Ident>) {
        self.words.keywords.extend(word.cloned());
    }

    /// Leaves out the last step, which may be none: to rustc, its path might be a second error.
    pub(super) fn doubt(&self, links: &mut [Link]) {
        if let (true, Some(last @ Link::Step(_))) = (self.is_strict, links.last_mut()) {
            *last = Link::Missing;
        }
    }

    /// Whether there is an error since `before`, and rustc reads the expansion.
    pub(super) fn is_wrong_since(&self, before: usize) -> bool {
        self.is_strict && self.reports.count() > before
    }

    /// Returns the words that an error before these tokens may concern.
    pub(super) fn hidden_in(&self, tokens: &[TokenTree]) -> Vec<String> {
        if self.is_strict { words(tokens) } else { Vec::new() }
    }

    /// Returns the numbers of errors so far, for [`only_first`](Self::only_first).
    pub(super) fn errors(&self) -> (usize, usize) {
        (self.reports.count(), self.in_blocks)
    }

    /// Counts the errors of a block since `before`.
    pub(super) fn end_block(&mut self, (before, in_blocks): (usize, usize)) {
        self.in_blocks = in_blocks + (self.reports.count() - before);
    }

    /// Reports an error after which the meaning of the rest of the statement is a guess; only the first is reported.
    pub(super) fn lose(&mut self, start: Span, end: Span, message: impl Into<String>) {
        if !self.is_lost {
            self.reports.range(start, end, message);
        }
        self.is_lost = true;
    }

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

/// Returns all words, without recursion.
fn words(tokens: &[TokenTree]) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), tokens.to_vec());
    while let Some(token) = open.pop() {
        match token {
            TokenTree::Ident(word) => found.push(word.to_string()),
            TokenTree::Group(group) => open.extend(group.stream()),
            _ => {}
        }
    }
    found
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
