//! The left side of an equation: `name =`, `(a, b) =` or `(a, fit b) =`.
//!
//! Invariant: names with `fit` are last.

use proc_macro2::{Delimiter, Ident, Span, TokenTree};

use super::cursor::{self, Cursor, Run};
use super::lookahead::{is_index, is_type_like, starts_with_type};
use super::names;
use super::parser::Parser;
use super::syntax::Started;
use super::text;

/// The names before the `=` of an equation.
pub(super) struct LeftSide {
    pub(super) names: Vec<Ident>,
    /// How many of the last names have `fit` before them.
    pub(super) fit_names: usize,
    pub(super) span: Span,
}

impl Parser<'_> {
    /// Reads `name =` or `(a, b) =`, also with errors in it.
    pub(super) fn left_side(&mut self, cursor: &mut Cursor<'_>) -> Option<LeftSide> {
        self.leading_keyword(cursor);
        let span = cursor.span();
        if cursor.ident(0).is_some()
            && cursor.is_char(1, '.')
            && cursor.ident(2).is_some()
            && cursor.is_equals(3)
        {
            let message = "a column does not change: write an equation with a name of its own, `name = ...`";
            self.lose(span, cursor.span_at(2), message);
            cursor.skip(4);
            return Some(LeftSide { names: Vec::new(), fit_names: 0, span });
        }
        if cursor.is_equals(0) {
            self.lose(span, span, "a name is missing before this `=`: write `name = ...`");
            cursor.skip(1);
            return Some(LeftSide { names: Vec::new(), fit_names: 0, span });
        }
        if let (Some(word), Some(_)) = (cursor.ident(0), cursor.ident(1).filter(|_| cursor.is_equals(2))) {
            let message =
                format!("`{word}` alone means nothing here: write `{word} = ...;`, or leave it out");
            self.reports.at(span, message);
            self.starts(Some(word), Started::Statement);
            cursor.skip(1);
        }
        let span = cursor.span();
        if let Some((written, length)) = list_of_names(cursor) {
            let message = "several names are in parentheses: write `(a, b) = ...`";
            self.reports.range(span, cursor.span_at(length - 1), message);
            cursor.skip(length + 1);
            let (names, fit_names) = self.tuple_of_names(&written, span);
            return Some(LeftSide { names, fit_names, span });
        }
        if let Some(name) = cursor.ident(0) {
            let name = name.clone();
            let mut after = cursor.clone();
            after.skip(1);
            if self.equals(&mut after, &name.to_string()) {
                *cursor = after;
            } else if misses_equals(cursor) {
                self.reports.at(span, format!("`=` is missing: write `{name} = ...`"));
                cursor.skip(1);
            } else {
                return None;
            }
            names::check(&name, self.reports);
            return Some(LeftSide { names: vec![name], fit_names: 0, span });
        }
        let group = cursor.group(0, Delimiter::Parenthesis)?;
        let mut after = cursor.clone();
        after.skip(1);
        if cursor.is_colon(1) || !self.equals(&mut after, "(a, b)") {
            return None;
        }
        *cursor = after;
        let (names, fit_names) = self.tuple_of_names(&cursor::tokens(group.stream()), group.span());
        Some(LeftSide { names, fit_names, span })
    }

    /// Skips the word in `let a = ...`, `return a`, and reports it.
    fn leading_keyword(&mut self, cursor: &mut Cursor<'_>) {
        let is_followed = cursor.ident(1).is_some() || cursor.group(1, Delimiter::Parenthesis).is_some();
        let Some(word) = cursor.ident(0).filter(|word| is_followed && names::is_keyword(&word.to_string()))
        else {
            return;
        };
        if word == "let" {
            let message = match (cursor.ident(1), cursor.nth(3)) {
                (Some(name), Some(TokenTree::Literal(value))) if cursor.is_equals(2) => {
                    let size = match value.to_string().parse::<u32>() {
                        Ok(size @ 1..) => {
                            format!(", or `size {name} in 1..={size} = {size};`, which can be searched")
                        }
                        _ => String::new(),
                    };
                    format!(
                        "`{value}` is no value of the graph: write a Rust `const` before the pipeline{size}"
                    )
                }
                _ => "an equation has no `let`: write `name = ...`".to_owned(),
            };
            self.reports.at(word.span(), message);
            cursor.skip(1);
            return;
        }
        let message =
            format!("unexpected `{word}`: a body has equations, `name = ...;`, and then the output");
        self.lose(word.span(), word.span(), message);
        cursor.skip(1);
        if word != "return" {
            cursor.skip_lost();
        }
    }

    /// Reads `(a, fit b)`: the names, and how many of the last ones have `fit` before them.
    fn tuple_of_names(&mut self, tokens: &[TokenTree], span: Span) -> (Vec<Ident>, usize) {
        let mut cursor = Cursor::new(tokens, span);
        let (mut names, mut fit_names) = (Vec::new(), Vec::new());
        let before = self.reports.count();
        while let Some(token) = cursor.peek() {
            let is_marked = cursor.is_word(0, "fit") && cursor.ident(1).is_some();
            self.keyword(cursor.ident(0).filter(|_| is_marked));
            cursor.skip(usize::from(is_marked));
            let token = cursor.peek().unwrap_or(token);
            if let TokenTree::Ident(name) = token {
                if !fit_names.is_empty() && !is_marked && self.reports.count() == before {
                    let message =
                        format!("`{name}` comes after a name with `fit`: write the names with `fit` last");
                    self.reports.at(name.span(), message);
                }
                let name = &if name == "_" {
                    self.unnamed += 1;
                    names::unnamed(self.unnamed, name.span())
                } else {
                    names::check(name, self.reports);
                    name.clone()
                };
                if is_marked { &mut fit_names } else { &mut names }.push(name.clone());
                cursor.skip(1);
                if let Some(next) = cursor.ident(0) {
                    self.reports
                        .at(next.span(), format!("`,` is missing before `{next}`: write `(a, b) = ...`"));
                    continue;
                }
            } else {
                let found = text::found(token);
                self.reports
                    .at(token.span(), format!("expected a name, found `{found}`: write `(a, b) = ...`"));
                if !cursor.is_char(0, ',') {
                    cursor.skip(1);
                }
            }
            self.next_element(&mut cursor, "the names");
        }
        if names.is_empty() && fit_names.is_empty() && self.reports.count() == before {
            self.reports.at(span, "names are missing in these parentheses: write `(a, b) = ...`");
        }
        let fit_count = fit_names.len();
        names.extend(fit_names);
        (names, fit_count)
    }
}

/// Returns the names in `[a, b] =` or `a, fit b =`, and their number of tokens.
fn list_of_names(cursor: &Cursor<'_>) -> Option<(Vec<TokenTree>, usize)> {
    if let Some(group) = cursor.group(0, Delimiter::Bracket) {
        return cursor.is_equals(1).then(|| (cursor::tokens(group.stream()), 1));
    }
    let mut at = 0;
    loop {
        at += usize::from(cursor.is_word(at, "fit") && cursor.ident(at + 1).is_some());
        cursor.ident(at)?;
        if !cursor.is_char(at + 1, ',') {
            break;
        }
        at += 2;
    }
    let names = cursor.rest().get(..at + 1)?.to_vec();
    (at > 1 && cursor.is_equals(at + 1)).then_some((names, at + 1))
}

/// Whether a `=` is missing: `pixels image |> Flatten`, two names of which the second starts a chain.
fn misses_equals(cursor: &Cursor<'_>) -> bool {
    let is_value = |word: &Ident| !is_type_like(&word.to_string());
    if !cursor.ident(0).is_some_and(is_value) || is_reserved(cursor) {
        return false;
    }
    if let Some(group) = cursor.group(1, Delimiter::Bracket) {
        return cursor.is_pipe(2)
            && !starts_with_type(group)
            && !is_index(group)
            && !cursor.is_word(0, "expect");
    }
    cursor.ident(1).is_some_and(is_value)
        && !cursor.is(Run::Last)
        && (cursor.is_pipe(2) || cursor.nth(2).is_none())
}

fn is_reserved(cursor: &Cursor<'_>) -> bool {
    cursor.is_word(0, "optional")
}
