//! The header: `pub Name(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10]`.
//!
//! Invariant: the next braces outside of `< >` are the body, whatever stands before them.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::Parser;
use super::cursor::{self, Cursor};
use super::names;
use super::recover::skip_element;
use super::syntax::{Body, Input, Pipeline, Promise, Promised};
use super::text;
use crate::diagnostic::Reports;
use crate::spelling;

/// Reads all pipelines of one macro call.
pub(crate) fn pipelines(input: TokenStream, reports: &mut Reports) -> Vec<Pipeline> {
    let tokens = cursor::tokens(input);
    let mut parser = Parser { reports, depth: 0 };
    let mut rest = Cursor::new(&tokens, Span::call_site());
    let mut found = Vec::new();
    while !rest.is_at_end() {
        let start = rest.position();
        let body = to_body(&mut rest);
        let before = parser.reports.count();
        let end = body.map_or_else(|| rest.before(), Group::span);
        let mut header = Cursor::new(rest.since(start), end);
        rest.skip(usize::from(body.is_some()));
        parser.stray_before(&mut header);
        if header.is_at_end() && body.is_none() {
            continue;
        }
        let mut pipeline = parser.pipeline(&mut header, body);
        pipeline.broken = parser.reports.count() > before;
        found.push(pipeline);
    }
    found
}

/// Moves to the next body; braces after `<` or `,` are constants, as in `Matrix<{ N + 1 }>`.
fn to_body<'a>(cursor: &mut Cursor<'a>) -> Option<&'a Group> {
    let mut is_constant = false;
    while let Some(token) = cursor.peek() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !is_constant => {
                return Some(group);
            }
            TokenTree::Punct(punct) => is_constant = matches!(punct.as_char(), '<' | ','),
            _ => is_constant = false,
        }
        cursor.skip(1);
    }
    None
}

impl Parser<'_> {
    /// `;` or `,` after the pipeline before.
    fn stray_before(&mut self, cursor: &mut Cursor<'_>) {
        while cursor.is_char(0, ';') || cursor.is_char(0, ',') {
            self.reports
                .at(cursor.span(), "pipelines follow each other without a sign between them: leave this out");
            cursor.skip(1);
        }
    }

    fn pipeline(&mut self, cursor: &mut Cursor<'_>, body: Option<&Group>) -> Pipeline {
        let attributes = attributes(cursor);
        let visibility = visibility(cursor);
        let name = self.name(cursor);
        let mut inputs = Vec::new();
        if let Some(group) = cursor.group(0, Delimiter::Parenthesis) {
            cursor.skip(1);
            inputs = self.inputs(group, "a pipeline needs an input: `Name(image: f32[n, 8])`");
        } else {
            let message = "the inputs are missing after the name: write `Name(image: f32[n, 8]) { ... }`";
            self.reports.at(name.span(), message);
        }
        let fit_inputs = self.fit_inputs(cursor);
        let promise = self.promise(cursor);
        if let Some(token) = cursor.peek() {
            let found = text::found(token);
            self.reports.at(
                token.span(),
                format!(
                    "`{found}` cannot stand here: after the inputs come `fit(...)`, `-> type` and the body"
                ),
            );
        }
        let body = if let Some(group) = body {
            self.body(group)
        } else {
            self.reports.at(
                name.span(),
                format!("the body of `{name}` is missing: write `{{ ... }}` after the header"),
            );
            Body { equations: Vec::new(), output: None }
        };
        Pipeline { attributes, visibility, name, inputs, fit_inputs, promise, body, broken: false }
    }

    fn name(&mut self, cursor: &mut Cursor<'_>) -> Ident {
        // `fn Digits(..)`, `struct Digits(..)`: the word before the name is too much.
        if let (Some(word), Some(_)) = (cursor.ident(0), cursor.ident(1)) {
            self.reports.at(word.span(), format!("a pipeline starts with its name: leave out `{word}`"));
            cursor.skip(1);
        }
        let name = if let Some(name) = cursor.ident(0) {
            cursor.skip(1);
            names::check(name, self.reports);
            if names::is_usable(name) { name.clone() } else { Ident::new("Unnamed", name.span()) }
        } else {
            let span = cursor.span();
            self.reports
                .at(span, "the name of the pipeline is missing: write `Name(image: f32[n, 8]) { ... }`");
            while !cursor.is_at_end() && cursor.group(0, Delimiter::Parenthesis).is_none() {
                cursor.skip(1);
            }
            return Ident::new("Unnamed", Span::call_site());
        };
        if cursor.is_char(0, '<') {
            let message =
                "a pipeline has no parameters of its own: use types and constants that are in scope";
            self.reports.at(cursor.span(), message);
            while !cursor.is_at_end() && cursor.group(0, Delimiter::Parenthesis).is_none() {
                cursor.skip(1);
            }
        }
        name
    }

    fn fit_inputs(&mut self, cursor: &mut Cursor<'_>) -> Vec<Input> {
        let mut inputs: Vec<Input> = Vec::new();
        let mut is_first = true;
        while let Some(word) = cursor.ident(0) {
            let group = cursor.group(1, Delimiter::Parenthesis);
            let written = word.to_string();
            if written != "fit" && (group.is_none() || !is_first) {
                break;
            }
            if !is_first {
                self.reports.at(
                    word.span(),
                    "a second `fit(...)`: all inputs for fitting stand in one, separated by `,`",
                );
            } else if spelling::is_near(&written, "fit") {
                self.reports.at(word.span(), format!("unknown `{written}`: did you mean `fit`?"));
            } else if written != "fit" {
                self.reports.at(
                    word.span(),
                    format!("unknown `{written}`: inputs that exist only while fitting stand in `fit(...)`"),
                );
            }
            cursor.skip(1);
            if let Some(group) = group {
                cursor.skip(1);
                inputs.extend(
                    self.inputs(group, "`fit()` is empty: name the target, `fit(y: u8[n])`, or leave it out"),
                );
            } else {
                self.reports.at(word.span(), "`fit` needs its inputs: `fit(y: u8[n])`");
            }
            is_first = false;
        }
        inputs
    }

    fn inputs(&mut self, group: &Group, empty: &str) -> Vec<Input> {
        let tokens = cursor::tokens(group.stream());
        let mut cursor = Cursor::new(&tokens, group.span_close());
        let mut inputs = Vec::new();
        if tokens.is_empty() {
            self.reports.at(group.span(), empty);
        }
        while !cursor.is_at_end() {
            attributes(&mut cursor);
            let element = skip_element(&mut cursor);
            inputs.extend(self.input(&mut Cursor::new(element, cursor.span())));
            cursor.skip(1);
        }
        inputs
    }

    fn input(&mut self, cursor: &mut Cursor<'_>) -> Option<Input> {
        let Some(name) = cursor.ident(0) else {
            self.reports.at(cursor.span(), "an input has a name and a type: `image: f32[n, 8]`");
            return None;
        };
        if name == "mut" || name == "ref" {
            self.reports.at(name.span(), format!("an input has no `{name}`: write `image: f32[n, 8]`"));
            cursor.skip(1);
        }
        let name = cursor.ident(0)?;
        names::check(name, self.reports);
        cursor.skip(1);
        let missing = format!("`{name}` needs a type: write `{name}: f32[n, 8]`");
        if !cursor.is_colon(0) {
            let is_alone = cursor.is_at_end();
            let place = if is_alone { name.span() } else { cursor.span() };
            self.reports.at(
                place,
                if is_alone {
                    missing
                } else {
                    format!("expected `:` and a type after `{name}`: write `{name}: f32[n, 8]`")
                },
            );
            return Some(Input { name: name.clone(), kind: None });
        }
        cursor.skip(1);
        let kind = self.value_type(cursor.rest(), name.span(), &missing);
        Some(Input { name: name.clone(), kind })
    }

    fn promise(&mut self, cursor: &mut Cursor<'_>) -> Option<Promise> {
        let start = cursor.span();
        if cursor.is_pair(0, '=', '>') || cursor.is_pair(0, '|', '>') {
            self.reports.at(start, "write `->` before the type of the output");
        } else if !cursor.is_pair(0, '-', '>') {
            return None;
        }
        cursor.skip(2);
        let missing = "the type of the output is missing after `->`: write `-> f32[n, 10]`";
        let mut outputs = Vec::new();
        let rest = cursor.rest();
        let list = cursor.group(0, Delimiter::Parenthesis).filter(|_| rest.len() == 1);
        cursor.skip(rest.len());
        let end = cursor.before();
        if let Some(group) = list {
            let tokens = cursor::tokens(group.stream());
            if tokens.is_empty() {
                self.reports.at(
                    group.span(),
                    "an empty promise: leave out `-> ()`, or name the types of the outputs",
                );
            }
            let mut inside = Cursor::new(&tokens, group.span_close());
            while !inside.is_at_end() {
                let name = inside.ident(0).filter(|_| inside.is_colon(1));
                if let Some(name) = name {
                    names::check(name, self.reports);
                    inside.skip(2);
                }
                let element = skip_element(&mut inside);
                let kind = self.value_type(element, inside.span(), missing);
                outputs.push(Promised { name: name.filter(|name| names::is_usable(name)).cloned(), kind });
                inside.skip(1);
            }
        } else {
            outputs.push(Promised { name: None, kind: self.value_type(rest, start, missing) });
        }
        Some(Promise { outputs, start, end })
    }
}

/// Takes `#[...]`, documentation included.
fn attributes(cursor: &mut Cursor<'_>) -> TokenStream {
    let start = cursor.position();
    while cursor.is_char(0, '#') && cursor.group(1, Delimiter::Bracket).is_some() {
        cursor.skip(2);
    }
    cursor.since(start).iter().cloned().collect()
}

/// Takes `pub`, `pub(crate)` or nothing.
fn visibility(cursor: &mut Cursor<'_>) -> TokenStream {
    let start = cursor.position();
    if cursor.is_word(0, "pub") {
        cursor.skip(1);
        if cursor.group(0, Delimiter::Parenthesis).is_some()
            && cursor.ident(1).is_some_and(|word| word != "fit")
        {
            cursor.skip(1);
        }
    }
    cursor.since(start).iter().cloned().collect()
}
