//! A position in a run of tokens.
//!
//! Invariant: moving never fails and never leaves the run; at its end every test returns `false` or `None`.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};

/// Returns the tokens of a stream. Opens invisible groups, in which `macro_rules!` wraps the fragments that it passes on.
pub(crate) fn tokens(stream: TokenStream) -> Vec<TokenTree> {
    let mut open = vec![stream.into_iter()];
    let mut found = Vec::new();
    while let Some(level) = open.last_mut() {
        match level.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                open.push(group.stream().into_iter());
            }
            Some(token) => found.push(token),
        }
    }
    found
}

/// The kind of a run of tokens: the meaning of an error may depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// A statement that ends with `;`, or a part of the header.
    Statement,
    /// The last statement of a body, without `;`.
    Last,
    /// The output: such a statement, without a name before it.
    Output,
    /// The elements of a list.
    List,
}

/// A position in a run of tokens.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    tokens: &'a [TokenTree],
    at: usize,
    /// The end of the run: the `;` or the closing bracket.
    close: Span,
    run: Run,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(tokens: &'a [TokenTree], close: Span) -> Cursor<'a> {
        Cursor { tokens, at: 0, close, run: Run::Statement }
    }

    /// Returns the same tokens as a run of this kind.
    pub(crate) fn of(mut self, run: Run) -> Cursor<'a> {
        self.run = run;
        self
    }

    pub(crate) fn is(&self, run: Run) -> bool {
        self.run == run
    }

    /// Returns the token `ahead` positions from here, without moving.
    pub(crate) fn nth(&self, ahead: usize) -> Option<&'a TokenTree> {
        self.tokens.get(self.at + ahead)
    }

    pub(crate) fn peek(&self) -> Option<&'a TokenTree> {
        self.nth(0)
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.tokens.len());
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Returns the tokens from `start` up to here.
    pub(crate) fn since(&self, start: usize) -> &'a [TokenTree] {
        self.tokens.get(start..self.at).unwrap_or_default()
    }

    pub(crate) fn rest(&self) -> &'a [TokenTree] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Returns the span of the next token, or of the end of the run.
    pub(crate) fn span(&self) -> Span {
        self.peek().map_or(self.close, TokenTree::span)
    }

    /// Returns the span of the token `ahead` positions from here, or of the end of the run.
    pub(crate) fn span_at(&self, ahead: usize) -> Span {
        self.nth(ahead).map_or(self.close, TokenTree::span)
    }

    /// Returns the span of the previous token.
    pub(crate) fn before(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or_else(|| self.span(), TokenTree::span)
    }

    pub(crate) fn ident(&self, ahead: usize) -> Option<&'a Ident> {
        match self.nth(ahead) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.ident(ahead).is_some_and(|ident| ident == word)
    }

    pub(crate) fn group(&self, ahead: usize, delimiter: Delimiter) -> Option<&'a Group> {
        match self.nth(ahead) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    pub(crate) fn char(&self, ahead: usize) -> Option<char> {
        match self.nth(ahead) {
            Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
            _ => None,
        }
    }

    pub(crate) fn is_char(&self, ahead: usize, char: char) -> bool {
        self.char(ahead) == Some(char)
    }

    /// Whether these two characters follow, without a space between them.
    pub(crate) fn is_pair(&self, ahead: usize, first: char, second: char) -> bool {
        let joint =
            matches!(self.nth(ahead), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
        joint && self.is_char(ahead, first) && self.is_char(ahead + 1, second)
    }

    /// Whether a `|>` follows. It is not a Rust operator, so in the body of a `macro_rules!` its characters are not joint;
    /// there their positions show whether the user wrote a space.
    pub(crate) fn is_pipe(&self, ahead: usize) -> bool {
        self.is_pair(ahead, '|', '>')
            || self.is_char(ahead, '|')
                && self.is_char(ahead + 1, '>')
                && touch(self.span_at(ahead), self.span_at(ahead + 1))
    }

    /// Whether a `:` follows that is not part of `::` or `:=`.
    pub(crate) fn is_colon(&self, ahead: usize) -> bool {
        self.is_char(ahead, ':') && !self.is_pair(ahead, ':', ':') && !self.is_pair(ahead, ':', '=')
    }

    /// Whether a `=` follows that is not part of `==` or `=>`.
    pub(crate) fn is_equals(&self, ahead: usize) -> bool {
        self.is_char(ahead, '=') && !self.is_pair(ahead, '=', '=') && !self.is_pair(ahead, '=', '>')
    }

    /// Skips to the next `,` that is not inside `< >`, and returns the skipped tokens.
    pub(crate) fn skip_element(&mut self) -> &'a [TokenTree] {
        let start = self.position();
        let mut depth = 0usize;
        while !self.is_at_end() {
            if self.is_pair(0, '-', '>') || self.is_pipe(0) || self.is_pair(0, '=', '>') {
                self.skip(2);
                continue;
            }
            match self.char(0) {
                Some(',') if depth == 0 => break,
                Some('<') => depth += 1,
                Some('>') => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.skip(1);
        }
        self.since(start)
    }
}

/// Whether the second token begins where the first one ends.
fn touch(first: Span, second: Span) -> bool {
    // In tests there is no compiler that knows positions.
    proc_macro::is_available() && {
        let (end, start) = (first.unwrap().end(), second.unwrap().start());
        (end.line(), end.column()) == (start.line(), start.column())
    }
}
