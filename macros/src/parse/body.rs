//! The body in braces: equations that end with `;`, then the output.
//!
//! Invariant: an error in one statement ends at its `;`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

use super::cursor::{Cursor, Run};
use super::habits::computes;
use super::left_side::LeftSide;
use super::lookahead::{holds_values, is_equation, is_size, is_type_like};
use super::misspelt::is_misspelt_size;
use super::parser::Parser;
use super::syntax::{Body, Chain, Equation, Link};
use super::text;

/// The tokens of a statement, and the `;` that ends it.
struct Statement<'a> {
    tokens: &'a [TokenTree],
    semicolon: Option<Span>,
}

impl Statement<'_> {
    /// Whether it starts with its `=`.
    fn is_nameless(&self) -> bool {
        let second = self.tokens.get(1).map(ToString::to_string);
        matches!(self.tokens.first(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=')
            && second.as_deref() != Some("=")
    }
}

/// Where a statement stands.
struct Place {
    /// The `;` that ends it.
    semicolon: Option<Span>,
    /// It is the last one of the body.
    is_final: bool,
    /// The statement before it has an error, and a value without a name may be the rest of that statement.
    may_be_rest: bool,
}

impl Parser<'_> {
    /// Reads the content of braces.
    pub(super) fn body(&mut self, group: &Group) -> Body {
        let tokens = self.inside(group);
        let mut body = Body {
            sizes: Vec::new(),
            equations: Vec::new(),
            misses_names: false,
            hidden: Vec::new(),
            output: None,
        };
        if tokens.iter().all(is_semicolon) {
            self.reports.at(
                group.span(),
                "the body is empty: write equations, such as `pixels = image |> Flatten;`, and the output",
            );
            return body;
        }
        let (was_lost, start) = (self.is_lost, self.errors());
        let close = group.span_close();
        let statements = statements(&tokens);
        let last_written = statements.iter().rposition(|statement| !statement.tokens.is_empty());
        let (mut misses_output, mut wrong_since) = (true, self.reports.count());
        for (at, statement) in statements.iter().enumerate() {
            match (statement.tokens.is_empty(), statement.semicolon) {
                (true, None) => {}
                // The rest of an equation without a name, which is reported there.
                (true, Some(_)) if statements.get(at + 1).is_some_and(Statement::is_nameless) => {}
                (true, Some(semicolon)) => {
                    self.reports.at(semicolon, "there is nothing before this `;`: leave it out");
                }
                (false, semicolon) => {
                    let run = if semicolon.is_none() { Run::Last } else { Run::Statement };
                    let mut cursor = Cursor::new(statement.tokens, semicolon.unwrap_or(close)).of(run);
                    let (errors, first) = (self.errors(), body.equations.len());
                    let may_be_rest = self.reports.count() > wrong_since;
                    if may_be_rest && !is_equation(&cursor) {
                        body.hidden.extend(self.hidden_in(statement.tokens));
                    }
                    wrong_since = self.reports.count();
                    let place = Place { semicolon, is_final: last_written == Some(at), may_be_rest };
                    let found = self.statement(&mut cursor, &mut body, place);
                    misses_output &= !found;
                    let hidden = self.only_first(errors, statement.tokens);
                    if !hidden.is_empty() {
                        let equations =
                            body.equations.iter_mut().skip(first).map(|equation| &mut equation.chain);
                        let output = body.output.as_mut().filter(|_| last_written == Some(at));
                        equations.chain(output).for_each(|chain| chain.is_wrong = true);
                    }
                    body.hidden.extend(hidden);
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
        self.end_block(start);
        body
    }

    /// Reads the tokens before one `;`: one equation, or several if a `;` is missing. Returns whether this is the output, or
    /// its absence has been reported here.
    fn statement(
        &mut self,
        cursor: &mut Cursor<'_>,
        body: &mut Body,
        Place { semicolon, is_final, may_be_rest }: Place,
    ) -> bool {
        // `a = x |> ; A |> B` and `a = x |> A.; fit(y)`: the first `;` is the mistake.
        let is_fit = cursor.is_word(0, "fit") && cursor.group(1, Delimiter::Parenthesis).is_some();
        self.is_lost = may_be_rest && (cursor.is_pipe(0) || is_fit);
        if is_fit && !may_be_rest && self.fit_of_its_own(cursor, body) {
            return is_final;
        }
        // `a = x |> ; A b = ..`: the step after the `;` is the missing one.
        let is_left_over = |word: &Ident| is_type_like(&word.to_string());
        if may_be_rest
            && cursor.ident(0).is_some_and(is_left_over)
            && cursor.ident(1).is_some()
            && cursor.is_equals(2)
        {
            cursor.skip(1);
        }
        loop {
            if self.item(cursor, true) {
                if cursor.is_at_end() {
                    return is_final;
                }
                continue;
            }
            if is_size(cursor) || is_misspelt_size(cursor) {
                self.misspelt_size(cursor);
                body.sizes.extend(self.declared_size(cursor));
                if self.ends_size(cursor) {
                    return false;
                }
                continue;
            }
            let before = self.reports.count();
            let is_tuple = matches!(cursor.peek(), Some(TokenTree::Group(_)));
            let left = self.left_side(cursor);
            body.misses_names |= is_tuple && left.is_some() && self.reports.count() > before;
            let has_left = left.is_some();
            let none = LeftSide { names: Vec::new(), fit_names: 0, span: cursor.span() };
            let LeftSide { names, fit_names, span } = left.unwrap_or(none);
            if self.is_lost && cursor.is_at_end() && !has_left {
                body.misses_names = true;
                return is_final;
            }
            let mut chain =
                if has_left { self.right_side(cursor, &names, span) } else { self.unnamed(cursor) };
            if self.is_lost && !is_equation(cursor) {
                cursor.skip_lost();
            }
            let is_followed = starts_statement(cursor);
            // What follows may belong to the step: `Pca _2>`.
            if !is_followed && self.stray(cursor, has_left) || is_followed && !is_equation(cursor) {
                self.doubt(&mut chain.links);
            }
            chain.is_lost = self.is_lost;
            if is_final && !is_followed && !has_left {
                if let Some(semicolon) = semicolon {
                    let message = "the output is the last line and has no `;`: leave this `;` out";
                    self.lose(semicolon, semicolon, message);
                }
                body.output = Some(chain);
                return true;
            }
            if !has_left && self.reports.count() == before && !may_be_rest {
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
                return is_final && (semicolon.is_none() || self.is_lost);
            }
            let found = cursor.peek().map_or_else(String::new, text::found);
            self.is_lost |= may_be_rest && !has_left;
            self.lose(cursor.span(), cursor.span(), format!("`;` is missing before `{found}`"));
            self.is_lost &= !is_equation(cursor);
        }
    }

    /// Reports a `fit(..)` that a `;` separates from its step: `a = x |> A; fit(y)`. What the step learns is not known then.
    fn fit_of_its_own(&mut self, cursor: &mut Cursor<'_>, body: &mut Body) -> bool {
        let Some(chain) = body.equations.last_mut().map(|equation| &mut equation.chain) else { return false };
        let Some(Link::Step(step)) =
            chain.links.last().filter(|link| matches!(link, Link::Step(step) if step.fit.is_none()))
        else {
            return false;
        };
        chain.is_wrong = true;
        let message =
            format!("`fit` belongs to a step: write `{}.fit(..)`, without `;` between them", step.spec.text);
        self.lose(cursor.span(), cursor.span_at(1), message);
        body.misses_names = true;
        true
    }

    /// Requires the end of a size's declaration; `false` if another statement follows without `;`.
    fn ends_size(&mut self, cursor: &Cursor<'_>) -> bool {
        let Some(token) = cursor.peek() else { return true };
        if self.is_lost && is_equation(cursor) {
            self.is_lost = false;
            return false;
        }
        if !self.is_lost && starts_statement(cursor) {
            self.reports.at(token.span(), format!("`;` is missing before `{}`", text::found(token)));
            return false;
        }
        let message = format!("unexpected `{}`: a size ends with `;`", text::found(token));
        self.lose(token.span(), token.span(), message);
        true
    }

    /// Reads a chain without a name before it. What follows its steps in parentheses is no next statement.
    fn unnamed(&mut self, cursor: &mut Cursor<'_>) -> Chain {
        if !cursor.is(Run::Last) {
            return self.chain(cursor);
        }
        let mut output = cursor.clone().of(Run::Output);
        let chain = self.chain(&mut output);
        *cursor = output.of(Run::Last);
        chain
    }

    fn right_side(&mut self, cursor: &mut Cursor<'_>, names: &[Ident], span: Span) -> Chain {
        if !cursor.is_at_end() && !is_equation(cursor) {
            return self.chain(cursor);
        }
        if let Some(name) = names.first() {
            self.lose(span, span, format!("`{name}` has no value: write `{name} = image |> Step;`"));
        }
        Chain::missing(span)
    }

    /// Reports a token that cannot continue a chain; `false` if there is none.
    fn stray(&mut self, cursor: &Cursor<'_>, has_left: bool) -> bool {
        let Some(token) = cursor.peek() else { return false };
        let found = text::found(token);
        let message = if cursor.is_equals(0) {
            "unexpected second `=`: an equation has one, `name = image |> Step;`".to_owned()
        } else if cursor.is_char(0, ',') && cursor.is(Run::Last) && !has_left {
            let is_step = (1..cursor.rest().len()).any(|ahead| cursor.is_pipe(ahead));
            let message = if is_step {
                "several values of a step are in brackets: write `[a, b] |> Concat`, or a tuple `(a, b)` of different types"
            } else {
                "several outputs are in parentheses: write `(a, b)`"
            };
            message.to_owned()
        } else if let Some(message) = computes(cursor) {
            message
        } else {
            format!("unexpected `{found}`: a chain continues with `|>` and ends with `;`")
        };
        self.lose(token.span(), token.span(), message);
        true
    }
}

pub(super) fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

/// Splits the tokens at each `;`.
fn statements(tokens: &[TokenTree]) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some(at) = rest.iter().position(is_semicolon) {
        let (tokens, after) = rest.split_at(at);
        found.push(Statement { tokens, semicolon: after.first().map(TokenTree::span) });
        rest = after.get(1..).unwrap_or_default();
    }
    found.push(Statement { tokens: rest, semicolon: None });
    found
}

/// Whether a new statement starts here, after a complete chain.
fn starts_statement(cursor: &Cursor<'_>) -> bool {
    match cursor.peek() {
        Some(TokenTree::Ident(_)) => true,
        Some(TokenTree::Group(group)) => is_equation(cursor) || cursor.is(Run::Last) && holds_values(group),
        _ => false,
    }
}
