//! A chain: `source |> link |> link`.
//!
//! Invariant: reading a chain ends at a token that cannot go on with it, and leaves that token to the caller.

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use super::Parser;
use super::cursor::{self, Cursor, Run};
use super::recover::{is_equation, is_type_like};
use super::step::starts_with_type;
use super::syntax::{Chain, Form, Link, Source};
use super::text;
use crate::spelling;

impl Parser<'_> {
    /// Reads a chain; there is a token to read.
    pub(super) fn chain(&mut self, cursor: &mut Cursor<'_>) -> Chain {
        let start = cursor.span();
        let mut chain = Chain { source: Source::Missing, links: Vec::new(), start, end: start };
        if cursor.is_pipe(0) {
            self.reports
                .at(start, "a value is missing before this `|>`: a chain starts with the name of a value");
        } else {
            chain.source = self.source(cursor, &mut chain.links);
        }
        self.links(cursor, &mut chain.links);
        chain.end = cursor.before();
        chain
    }

    /// Reads chains separated by commas, up to the end of the run.
    pub(super) fn chains(&mut self, cursor: &mut Cursor<'_>, what: &str) -> Vec<Chain> {
        let mut chains = Vec::new();
        while !cursor.is_at_end() {
            if cursor.is_char(0, ',') {
                self.reports.at(cursor.span(), "a value is missing before this `,`");
            } else {
                chains.push(self.chain(cursor));
            }
            self.to_next_element(cursor, what);
        }
        chains
    }

    fn source(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> Source {
        let Some(token) = cursor.peek() else { return Source::Missing };
        match token {
            TokenTree::Ident(_) => self.named_source(cursor),
            TokenTree::Group(group) => {
                cursor.skip(1);
                match group.delimiter() {
                    Delimiter::Brace => {
                        let body = self.nested(group.span(), |parser| parser.body(group));
                        body.map_or(Source::Missing, |body| Source::Block(Box::new(body)))
                    }
                    delimiter => self.list(group, delimiter, links),
                }
            }
            other => {
                let found = text::found(other);
                self.reports
                    .at(other.span(), format!("`{found}` cannot start a chain: write the name of a value"));
                if !cursor.is_char(0, ',') {
                    cursor.skip(1);
                }
                Source::Missing
            }
        }
    }

    /// A name, or a step where a name belongs.
    fn named_source(&mut self, cursor: &mut Cursor<'_>) -> Source {
        let Some(name) = cursor.ident(0) else { return Source::Missing };
        if self.reserved(cursor) {
            return Source::Missing;
        }
        if cursor.is_char(1, '.') && (cursor.is_word(2, "fit") || is_type_like(&name.to_string())) {
            return self.step_as_source(cursor);
        }
        if cursor.is_char(1, '.') {
            let end = if cursor.ident(2).is_some() { 3 } else { 2 };
            let message = "`name.column` is reserved for columns of records, not available yet";
            self.reports.range(
                name.span(),
                cursor.nth(end - 1).map_or(name.span(), TokenTree::span),
                message,
            );
            cursor.skip(end);
            return Source::Missing;
        }
        let is_path = cursor.is_pair(1, ':', ':') || cursor.is_char(1, '<') && !cursor.is_pair(1, '<', '-');
        let is_literal = cursor.group(1, Delimiter::Brace).is_some();
        if is_path || is_literal {
            return self.step_as_source(cursor);
        }
        let is_call = cursor.group(1, Delimiter::Parenthesis).is_some() && !cursor.is_equals(2);
        if is_call && !(cursor.is(Run::Last) && cursor.nth(2).is_none() && !is_type_like(&name.to_string())) {
            let end = cursor.nth(1).map_or(name.span(), TokenTree::span);
            let message =
                format!("a step is not called: its values flow in through `|>`, as in `image |> {name}`");
            self.reports.range(name.span(), end, message);
            cursor.skip(2);
            return Source::Missing;
        }
        cursor.skip(1);
        Source::Name(name.clone())
    }

    fn step_as_source(&mut self, cursor: &mut Cursor<'_>) -> Source {
        let (span, before) = (cursor.span(), self.reports.count());
        let path = cursor.clone();
        let step = self.step(cursor, None);
        if self.reports.count() == before {
            let written = step.map_or_else(|| text::written(path.peek()), |step| step.text);
            let message = format!("a chain starts with a value, not with a step: write `image |> {written}`");
            self.reports.range(span, cursor.before(), message);
        }
        Source::Missing
    }

    /// `(a, b)` or `[a, b]`; parentheses around one chain only group.
    fn list(&mut self, group: &Group, delimiter: Delimiter, links: &mut Vec<Link>) -> Source {
        let tokens = cursor::tokens(group.stream());
        if tokens.is_empty() {
            self.reports
                .at(group.span(), "an empty list of values: name the values that flow on, such as `[a, b]`");
            return Source::Missing;
        }
        let mut inside = Cursor::new(&tokens, group.span_close()).of(Run::List);
        let chains = self.nested(group.span(), |parser| parser.chains(&mut inside, "the list"));
        let Some(mut chains) = chains else { return Source::Missing };
        let is_group = delimiter == Delimiter::Parenthesis && !has_comma(&tokens) && chains.len() == 1;
        if is_group && let Some(chain) = chains.pop() {
            links.extend(chain.links);
            return chain.source;
        }
        let form = if delimiter == Delimiter::Parenthesis { Form::Tuple } else { Form::Array };
        Source::List { form, chains, span: group.span() }
    }

    /// Reads `|> link` as often as it stands here.
    pub(super) fn links(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) {
        while !cursor.is_at_end() {
            let pipe = (cursor.span(), cursor.span_at(1));
            if self.pipe(cursor) {
                self.link(cursor, pipe, links);
            } else if misses_pipe(cursor) {
                let sign = if cursor.is(Run::List) { "`,` or `|>`" } else { "`|>`" };
                self.reports.at(cursor.span(), format!("{sign} is missing before this step"));
                self.link(cursor, pipe, links);
            } else {
                break;
            }
        }
    }

    /// Reads what stands after a `|>`.
    fn link(&mut self, cursor: &mut Cursor<'_>, pipe: (Span, Span), links: &mut Vec<Link>) {
        let is_next_equation =
            is_equation(cursor) && !cursor.ident(0).is_some_and(|word| is_type_like(&word.to_string()));
        if cursor.is_at_end() || cursor.is_char(0, ',') || cursor.is_pipe(0) || is_next_equation {
            self.reports.range(pipe.0, pipe.1, "a step is missing after this `|>`");
            links.push(Link::Missing);
            return;
        }
        let alias = cursor.ident(0).filter(|_| cursor.is_colon(1));
        if let Some(alias) = alias {
            super::names::check(alias, self.reports);
            cursor.skip(2);
            let is_expect = cursor.is_word(0, "expect") && cursor.group(1, Delimiter::Bracket).is_some();
            if !starts_step(cursor) || is_expect {
                self.reports.at(alias.span(), "a name with `:` belongs to one step: write `name: Step`");
            }
            if cursor.is_at_end() || cursor.is_char(0, ',') || cursor.is_pipe(0) {
                links.push(Link::Missing);
                return;
            }
        }
        if let Some(TokenTree::Group(group)) = cursor.peek() {
            cursor.skip(1);
            match group.delimiter() {
                Delimiter::Brace => {
                    let message =
                        "a block cannot follow `|>`: it sees the names around it, so write `name = { ... };`";
                    self.reports.at(group.span(), message);
                    links.push(Link::Missing);
                }
                delimiter => self.fan_out(group, delimiter, links),
            }
            return;
        }
        if self.reserved(cursor) {
            links.push(Link::Missing);
            return;
        }
        if self.expect(cursor, links) {
            return;
        }
        if !starts_step(cursor) {
            if let Some(token) = cursor.bump() {
                let found = text::found(token);
                self.reports.at(token.span(), format!("expected a step after `|>`, found `{found}`"));
            }
            links.push(Link::Missing);
            return;
        }
        let alias = alias.filter(|alias| super::is_usable(alias)).cloned();
        links.push(self.step(cursor, alias).map_or(Link::Missing, Link::Step));
    }

    /// `[A, B |> C]` after a `|>`; parentheses around one branch only group.
    fn fan_out(&mut self, group: &Group, delimiter: Delimiter, links: &mut Vec<Link>) {
        let tokens = cursor::tokens(group.stream());
        if tokens.is_empty() {
            self.reports.at(
                group.span(),
                "an empty fan-out: write the steps that each get the value, such as `[A, B]`",
            );
            links.push(Link::Missing);
            return;
        }
        let mut inside = Cursor::new(&tokens, group.span_close()).of(Run::List);
        let branches = self.nested(group.span(), |parser| parser.branches(&mut inside));
        let Some(mut branches) = branches else {
            links.push(Link::Missing);
            return;
        };
        let is_group = delimiter == Delimiter::Parenthesis && !has_comma(&tokens) && branches.len() == 1;
        if is_group && let Some(branch) = branches.pop() {
            links.extend(branch);
            return;
        }
        let form = if delimiter == Delimiter::Parenthesis { Form::Tuple } else { Form::Array };
        links.push(Link::FanOut { form, branches, span: group.span() });
    }

    fn branches(&mut self, cursor: &mut Cursor<'_>) -> Vec<Vec<Link>> {
        let mut branches = Vec::new();
        while !cursor.is_at_end() {
            if cursor.is_char(0, ',') {
                self.reports.at(cursor.span(), "a step is missing before this `,`");
            } else {
                let mut branch = Vec::new();
                let start = cursor.span();
                if cursor.is_pipe(0) {
                    self.reports
                        .at(start, "a branch starts with a step, which gets the value: leave out this `|>`");
                    cursor.skip(2);
                }
                self.link(cursor, (start, start), &mut branch);
                self.links(cursor, &mut branch);
                branches.push(branch);
            }
            self.to_next_element(cursor, "the fan-out");
        }
        branches
    }

    /// `expect [n, 24]`, and a word that was meant as `expect`.
    fn expect(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> bool {
        let Some(word) = cursor.ident(0) else { return false };
        let written = word.to_string();
        let dims = cursor.group(1, Delimiter::Bracket);
        let is_expect = written == "expect" && !cursor.is_pair(1, ':', ':');
        let is_typo = !is_expect && dims.is_some() && spelling::is_near(&written, "expect");
        if !is_expect && !is_typo {
            return false;
        }
        cursor.skip(1);
        if is_typo {
            self.reports.at(word.span(), format!("unknown `{written}`: did you mean `expect`?"));
        }
        let Some(group) = dims else {
            self.reports.at(word.span(), "`expect` needs the shape: `expect [n, 24]`");
            links.push(Link::Missing);
            return true;
        };
        cursor.skip(1);
        let dims = self.dims(group);
        links.push(dims.map_or(Link::Missing, |dims| Link::Expect {
            dims,
            start: word.span(),
            end: group.span(),
        }));
        true
    }

    /// Forms that a later version has. `true`: one was reported and taken.
    fn reserved(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let (meaning, length) = if cursor.is_word(0, "choose") && cursor.group(1, Delimiter::Brace).is_some()
        {
            ("`choose` is reserved for alternative steps", 2)
        } else if cursor.is_word(0, "optional") && cursor.ident(1).is_some() && !cursor.is_equals(2) {
            ("`optional` is reserved for steps that may be left out", 1)
        } else if cursor.is_word(0, "inverse") && cursor.group(1, Delimiter::Parenthesis).is_some() {
            ("`inverse` is reserved for undoing a fitted step", 2)
        } else {
            return false;
        };
        self.reports.at(cursor.span(), format!("{meaning}, not available yet"));
        cursor.skip(length);
        if length == 1 {
            // The step that may be left out: read for its own mistakes.
            self.step(cursor, None);
        }
        true
    }
}

fn has_comma(tokens: &[TokenTree]) -> bool {
    let mut cursor = Cursor::new(tokens, Span::call_site());
    super::recover::skip_element(&mut cursor);
    !cursor.is_at_end()
}

fn starts_step(cursor: &Cursor<'_>) -> bool {
    cursor.ident(0).is_some() || cursor.is_char(0, '<') || cursor.is_pair(0, ':', ':')
}

/// Does a step stand where a `|>` belongs?
fn misses_pipe(cursor: &Cursor<'_>) -> bool {
    if is_equation(cursor) {
        return false;
    }
    if let Some(group) = cursor.group(0, Delimiter::Bracket) {
        return starts_with_type(group);
    }
    cursor.ident(0).is_some_and(|word| is_type_like(&word.to_string()))
}
