//! One error for a statement, where rustc reads the expansion. For an editor, which needs all that could be read, nothing here acts.
//!
//! Invariant: of the errors of a statement or header the first is kept; the words of the statement are no unknown names afterwards.

use proc_macro2::TokenTree;

use super::parser::Parser;
use super::syntax::Link;

impl Parser<'_> {
    /// Returns the numbers of errors so far, for [`only_first`](Self::only_first).
    pub(super) fn errors(&self) -> (usize, usize) {
        (self.reports.count(), self.in_blocks)
    }

    /// Counts the errors of a block since `before`.
    pub(super) fn end_block(&mut self, (before, in_blocks): (usize, usize)) {
        self.in_blocks = in_blocks + (self.reports.count() - before);
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
