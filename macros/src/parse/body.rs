//! The body in braces: equations that end with `;`, then the output.
//!
//! Invariant: an error in one statement ends at its `;`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

use super::cursor::{self, Cursor, Run};
use super::lookahead::{is_equation, is_size, is_type_like, starts_with_type};
use super::names;
use super::parser::Parser;
use super::syntax::{Body, Chain, Equation, Source};
use super::text;

/// The names before the `=` of an equation.
struct LeftSide {
    names: Vec<Ident>,
    /// How many of the last names have `fit` before them.
    fit_names: usize,
    span: Span,
}

/// The tokens of a statement, and the `;` that ends it.
struct Statement<'a> {
    tokens: &'a [TokenTree],
    semicolon: Option<Span>,
}

impl Parser<'_> {
    /// Reads the content of braces.
    pub(super) fn body(&mut self, group: &Group) -> Body {
        let tokens = cursor::tokens(group.stream());
        let mut body = Body { sizes: Vec::new(), equations: Vec::new(), misses_names: false, output: None };
        let is_semicolon =
            |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
        if tokens.iter().all(is_semicolon) {
            self.reports.at(
                group.span(),
                "the body is empty: write equations, such as `pixels = image |> Flatten;`, and the output",
            );
            return body;
        }
        let was_lost = self.is_lost;
        let close = group.span_close();
        let statements = statements(&tokens);
        let last_written = statements.iter().rposition(|statement| !statement.tokens.is_empty());
        let mut misses_output = true;
        for (at, statement) in statements.iter().enumerate() {
            match (statement.tokens.is_empty(), statement.semicolon) {
                (true, None) => {}
                (true, Some(semicolon)) => {
                    self.reports.at(semicolon, "there is nothing before this `;`: leave it out");
                }
                (false, semicolon) => {
                    let run = if semicolon.is_none() { Run::Last } else { Run::Statement };
                    let mut cursor = Cursor::new(statement.tokens, semicolon.unwrap_or(close)).of(run);
                    let found = self.statement(&mut cursor, &mut body, semicolon, last_written == Some(at));
                    misses_output &= !found;
                }
            }
        }
        if misses_output {
            let name = body.equations.last().and_then(|equation| equation.names.first());
            let name = name.map_or_else(|| "probs".to_owned(), Ident::to_string);
            let message =
                format!("the output is missing: end the body with its output, without `;`, such as `{name}`");
            self.reports.at(close, message);
        }
        self.is_lost = was_lost;
        body
    }

    /// Reads the tokens before one `;`: one equation, or several if a `;` is missing. Returns whether this is the output, or
    /// its absence has been reported here.
    fn statement(
        &mut self,
        cursor: &mut Cursor<'_>,
        body: &mut Body,
        semicolon: Option<Span>,
        is_final: bool,
    ) -> bool {
        self.is_lost = false;
        loop {
            if is_size(cursor) {
                body.sizes.extend(self.declared_size(cursor));
                if self.ends_size(cursor) {
                    return false;
                }
                continue;
            }
            let before = self.reports.count();
            let is_tuple = cursor.group(0, Delimiter::Parenthesis).is_some();
            let left = self.left_side(cursor);
            body.misses_names |= is_tuple && left.is_some() && self.reports.count() > before;
            let has_left = left.is_some();
            let none = LeftSide { names: Vec::new(), fit_names: 0, span: cursor.span() };
            let LeftSide { names, fit_names, span } = left.unwrap_or(none);
            let chain = if has_left { self.right_side(cursor, &names, span) } else { self.chain(cursor) };
            let is_followed = starts_statement(cursor);
            if !is_followed {
                self.stray(cursor);
            }
            if is_final && !is_followed && !has_left {
                if let Some(semicolon) = semicolon {
                    let message = "the output is the last line and has no `;`: leave this `;` out";
                    self.lose(semicolon, semicolon, message);
                }
                body.output = Some(chain);
                return true;
            }
            if !has_left && self.reports.count() == before {
                let message =
                    "this value has no name: write `name = ...;` (only the output, the last line, has none)";
                self.lose(chain.start, chain.end, message);
            }
            // An equation without a name is kept, so that its names and steps are still checked.
            body.misses_names |= names.is_empty();
            body.equations.push(Equation { names, fit_names, chain, span });
            if !is_followed {
                if is_final && semicolon.is_none() && self.reports.count() == before {
                    let message =
                        "this equation ends the body: end it with `;` and write the output after it";
                    self.lose(cursor.before(), cursor.before(), message);
                }
                return is_final && semicolon.is_none();
            }
            let found = cursor.peek().map_or_else(String::new, text::found);
            self.lose(cursor.span(), cursor.span(), format!("`;` is missing before `{found}`"));
            self.is_lost &= !is_equation(cursor);
        }
    }

    /// Requires the end of a size's declaration; `false` if another statement follows without `;`.
    fn ends_size(&mut self, cursor: &Cursor<'_>) -> bool {
        let Some(token) = cursor.peek() else { return true };
        if !self.is_lost && starts_statement(cursor) {
            self.reports.at(token.span(), format!("`;` is missing before `{}`", text::found(token)));
            return false;
        }
        let message = format!("unexpected `{}`: a size ends with `;`", text::found(token));
        self.lose(token.span(), token.span(), message);
        true
    }

    /// Reads `name =` or `(a, b) =`, also with errors in it.
    fn left_side(&mut self, cursor: &mut Cursor<'_>) -> Option<LeftSide> {
        self.leading_keyword(cursor);
        let span = cursor.span();
        if cursor.is_equals(0) {
            self.lose(span, span, "a name is missing before this `=`: write `name = ...`");
            cursor.skip(1);
            return Some(LeftSide { names: Vec::new(), fit_names: 0, span });
        }
        if let (Some(word), Some(_)) = (cursor.ident(0), cursor.ident(1).filter(|_| cursor.is_equals(2))) {
            let message =
                format!("`{word}` alone means nothing here: write `{word} = ...;`, or leave it out");
            self.reports.at(span, message);
            cursor.skip(1);
        }
        let span = cursor.span();
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
        let (names, fit_names) = self.tuple_of_names(group);
        Some(LeftSide { names, fit_names, span })
    }

    /// Skips the word in `let a = ...`, `return a`, and reports it.
    fn leading_keyword(&mut self, cursor: &mut Cursor<'_>) {
        let is_followed = cursor.ident(1).is_some() || cursor.group(1, Delimiter::Parenthesis).is_some();
        let Some(word) = cursor.ident(0).filter(|word| is_followed && names::is_keyword(&word.to_string()))
        else {
            return;
        };
        let message = if word == "let" {
            "an equation has no `let`: write `name = ...`".to_owned()
        } else {
            format!("unexpected `{word}`: a body has equations, `name = ...;`, and then the output")
        };
        self.reports.at(word.span(), message);
        cursor.skip(1);
    }

    /// Reads `(a, fit b)`: the names, and how many of the last ones have `fit` before them.
    fn tuple_of_names(&mut self, group: &Group) -> (Vec<Ident>, usize) {
        let tokens = cursor::tokens(group.stream());
        let mut cursor = Cursor::new(&tokens, group.span_close());
        let (mut names, mut fit_names) = (Vec::new(), Vec::new());
        let before = self.reports.count();
        while let Some(token) = cursor.peek() {
            let is_marked = cursor.is_word(0, "fit") && cursor.ident(1).is_some();
            cursor.skip(usize::from(is_marked));
            let token = cursor.peek().unwrap_or(token);
            if let TokenTree::Ident(name) = token {
                if !fit_names.is_empty() && !is_marked && self.reports.count() == before {
                    let message =
                        format!("`{name}` comes after a name with `fit`: write the names with `fit` last");
                    self.reports.at(name.span(), message);
                }
                names::check(name, self.reports);
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
            self.reports.at(group.span(), "names are missing in these parentheses: write `(a, b) = ...`");
        }
        let fit_count = fit_names.len();
        names.extend(fit_names);
        (names, fit_count)
    }

    fn right_side(&mut self, cursor: &mut Cursor<'_>, names: &[Ident], span: Span) -> Chain {
        if !cursor.is_at_end() && !is_equation(cursor) {
            return self.chain(cursor);
        }
        if let Some(name) = names.first() {
            self.lose(span, span, format!("`{name}` has no value: write `{name} = image |> Step;`"));
        }
        Chain { source: Source::Missing, links: Vec::new(), start: span, end: span }
    }

    fn stray(&mut self, cursor: &Cursor<'_>) {
        let Some(token) = cursor.peek() else { return };
        let found = text::found(token);
        let message = if cursor.is_equals(0) {
            "unexpected second `=`: an equation has one, `name = image |> Step;`".to_owned()
        } else {
            format!("unexpected `{found}`: a chain continues with `|>` and ends with `;`")
        };
        self.lose(token.span(), token.span(), message);
    }
}

/// Splits the tokens at each `;`.
fn statements(tokens: &[TokenTree]) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    let is_semicolon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    while let Some(at) = rest.iter().position(is_semicolon) {
        let (tokens, after) = rest.split_at(at);
        found.push(Statement { tokens, semicolon: after.first().map(TokenTree::span) });
        rest = after.get(1..).unwrap_or_default();
    }
    found.push(Statement { tokens: rest, semicolon: None });
    found
}

/// Whether a `=` is missing: `pixels image |> Flatten`, two names of which the second starts a chain.
fn misses_equals(cursor: &Cursor<'_>) -> bool {
    let is_value = |word: &Ident| !is_type_like(&word.to_string());
    if !cursor.ident(0).is_some_and(is_value) || is_reserved(cursor) {
        return false;
    }
    if let Some(group) = cursor.group(1, Delimiter::Bracket) {
        return cursor.is_pipe(2) && !starts_with_type(group);
    }
    cursor.ident(1).is_some_and(is_value)
        && !cursor.is(Run::Last)
        && (cursor.is_pipe(2) || cursor.nth(2).is_none())
}

fn is_reserved(cursor: &Cursor<'_>) -> bool {
    cursor.is_word(0, "optional")
}

/// Whether a new statement starts here, after a complete chain.
fn starts_statement(cursor: &Cursor<'_>) -> bool {
    match cursor.peek() {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Group(_)) => is_equation(cursor) || cursor.is(Run::Last),
        _ => false,
    }
}
