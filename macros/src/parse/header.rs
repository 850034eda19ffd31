//! The header: `pub Name(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10]`.
//!
//! Invariant: the next braces outside of `< >` are the body, whatever the tokens before them are.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};

use super::cursor::{self, Cursor};
use super::items::generics;
use super::names;
use super::parser::Parser;
use super::syntax::{Body, Pipeline};
use super::text;
use crate::diagnostic::Reports;

/// Reads all pipelines of one macro call.
pub(crate) fn pipelines(input: TokenStream, is_strict: bool, reports: &mut Reports) -> Vec<Pipeline> {
    let tokens = cursor::tokens(input);
    let mut parser = Parser::new(reports, is_strict);
    let mut rest = Cursor::new(&tokens, Span::call_site());
    let mut found = Vec::new();
    while !rest.is_at_end() {
        if parser.item(&mut rest, false) {
            continue;
        }
        let start = rest.position();
        let body = to_body(&mut rest);
        let before = parser.reports.count();
        let end = body.map_or_else(|| rest.before(), Group::span);
        let tokens = rest.since(start);
        // `Name(x: f64[n]) -> f64[n] = x |> Step;`
        let is_equals = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '=' && sign.spacing() == Spacing::Alone);
        let equals = tokens.iter().position(is_equals).filter(|_| body.is_none());
        let sign = equals.and_then(|at| tokens.get(at)).map(TokenTree::span);
        let tokens = equals.map_or(tokens, |at| &tokens[..at]);
        let tokens = match tokens.split_last() {
            // The `;` after a missing body is not part of the promise.
            Some((TokenTree::Punct(last), before)) if body.is_none() && last.as_char() == ';' => before,
            _ => tokens,
        };
        let mut header = Cursor::new(tokens, end);
        rest.skip(usize::from(body.is_some()));
        parser.stray_before(&mut header);
        if header.is_at_end() && body.is_none() {
            continue;
        }
        parser.is_lost = false;
        parser.misses_inputs = false;
        let known = parser.unknown.len();
        let mut pipeline = parser.pipeline(&mut header, body, sign);
        pipeline.broken = parser.reports.count() > before || !parser.unknown.is_empty();
        pipeline.unknown = parser.unknown.clone();
        // The items in a body and the parameters of a pipeline are its own.
        parser.unknown.truncate(known);
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
    /// Reports a `;` or `,` after the previous pipeline.
    fn stray_before(&mut self, cursor: &mut Cursor<'_>) {
        while cursor.is_char(0, ';') || cursor.is_char(0, ',') {
            self.reports.at(cursor.span(), "there is no separator between pipelines: leave this out");
            cursor.skip(1);
        }
    }

    /// Reads a pipeline; `sign` is a `=` in the place of the body.
    fn pipeline(&mut self, cursor: &mut Cursor<'_>, body: Option<&Group>, sign: Option<Span>) -> Pipeline {
        let (errors, tokens) = (self.errors(), cursor.rest());
        let attributes = attributes(cursor);
        let visibility = visibility(cursor);
        let name = self.name(cursor);
        let (mut inputs, mut late) = (Vec::new(), None);
        if let Some(group) = cursor.group(0, Delimiter::Parenthesis) {
            cursor.skip(1);
            inputs = self.inputs(group, "a pipeline needs an input: `Name(image: f32[n, 8])`");
        } else if cursor.is_word(0, "fit")
            && cursor.group(1, Delimiter::Parenthesis).is_some()
            && let Some(group) = cursor.group(2, Delimiter::Parenthesis)
        {
            self.reports.at(group.span(), "the inputs come before the targets: move this before `fit(..)`");
            inputs = self.inputs(group, "leave out the empty parentheses");
            late = Some(group.span());
        } else if body.is_some() {
            self.misses_inputs = true;
            let message =
                format!("the inputs are missing after the name: write `{name}(image: f32[n, 8]) {{ ... }}`");
            self.reports.at(name.span(), message);
        }
        let mut fit_inputs = self.fit_inputs(cursor);
        cursor.skip(usize::from(late.is_some()));
        let promise = self.promise(cursor, &mut fit_inputs);
        let mut hidden = Vec::new();
        let body = if let Some(group) = body {
            self.stray_after(cursor);
            hidden = self.only_first(errors, tokens);
            self.body(group)
        } else {
            let message = match sign {
                Some(_) => {
                    format!("the body of `{name}` is in braces: write `{{ ... }}` in place of `= ...`")
                }
                None => {
                    format!("the body of `{name}` is missing: write `{name}(image: f32[n, 8]) {{ ... }}`")
                }
            };
            self.reports.at(sign.unwrap_or_else(|| name.span()), message);
            Body {
                sizes: Vec::new(),
                equations: Vec::new(),
                misses_names: false,
                hidden: Vec::new(),
                output: None,
            }
        };
        let (misses_inputs, broken) = (self.misses_inputs, false);
        Pipeline {
            attributes,
            visibility,
            name,
            inputs,
            fit_inputs,
            misses_inputs,
            hidden,
            unknown: Vec::new(),
            promise,
            body,
            words: std::mem::take(&mut self.words),
            broken,
        }
    }

    /// Reports a token between the header and the body.
    fn stray_after(&mut self, cursor: &Cursor<'_>) {
        let Some(token) = cursor.peek() else { return };
        self.misses_inputs = true;
        let found = text::found(token);
        let message =
            format!("unexpected `{found}`: after the inputs come `fit(...)`, `-> type` and the body");
        self.lose(token.span(), token.span(), message);
    }

    /// Reports signs before the name, such as those of an attribute that is not one, and skips them: `| Name(image: f32[n, 8])`.
    fn stray_before_name(&mut self, cursor: &mut Cursor<'_>) {
        let tokens = cursor.rest();
        let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "pub");
        let inputs = tokens.iter().enumerate().position(|(index, token)| {
            is_group(token, Delimiter::Parenthesis)
                && !index.checked_sub(1).is_some_and(|before| is_pub(&tokens[before]))
        });
        let name = inputs.and_then(|inputs| inputs.checked_sub(1));
        let name = name.filter(|&name| matches!(&tokens[name], TokenTree::Ident(word) if word != "fit"));
        let begins_with_word = matches!(tokens.first(), Some(TokenTree::Ident(_)));
        let is_attribute = tokens.get(1).is_some_and(|second| is_group(second, Delimiter::Bracket));
        if let (Some(name @ 1..), Some(first)) = (name, tokens.first())
            && (!begins_with_word || is_attribute)
        {
            let found = text::found(first);
            self.reports.at(first.span(), format!("unexpected `{found}`: a pipeline starts with its name"));
            cursor.skip(name);
        }
    }

    /// Reads the name; invents one if it is missing.
    fn name(&mut self, cursor: &mut Cursor<'_>) -> Ident {
        self.stray_before_name(cursor);
        // `fn Digits(..)`, `struct Digits(..)`: the word before the name is superfluous.
        let is_fit = cursor.is_word(1, "fit") && cursor.group(2, Delimiter::Parenthesis).is_some();
        let has_bare_input = is_fit || cursor.ident(1).is_some() && cursor.is_colon(2);
        if let (Some(word), Some(_), false) = (cursor.ident(0), cursor.ident(1), has_bare_input) {
            self.reports.at(word.span(), format!("a pipeline starts with its name: leave out `{word}`"));
            cursor.skip(1);
        }
        let name = if let Some(name) = cursor.ident(0) {
            cursor.skip(1);
            names::check(name, self.reports);
            if names::is_usable(name) && !is_generated_word(name, self.reports) {
                name.clone()
            } else {
                Ident::new("Unnamed", name.span())
            }
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
            let message = "a pipeline has no generic parameters: use types and constants that are in scope";
            self.reports.at(cursor.span(), message);
            let start = cursor.position();
            while !cursor.is_at_end() && cursor.group(0, Delimiter::Parenthesis).is_none() {
                cursor.skip(1);
            }
            self.unknown.extend(generics(cursor.since(start)));
        }
        name
    }
}

/// Whether the token is a list in brackets of this kind.
fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// Reports a name that the generated code uses in another meaning.
fn is_generated_word(name: &Ident, reports: &mut Reports) -> bool {
    let is_option = name == "Option";
    if is_option {
        reports
            .at(name.span(), "`Option` is a name of Rust's prelude: choose another name for this pipeline");
    }
    is_option
}

/// Reads `#[...]`, documentation included.
pub(super) fn attributes(cursor: &mut Cursor<'_>) -> TokenStream {
    let start = cursor.position();
    while cursor.is_char(0, '#') && cursor.group(1, Delimiter::Bracket).is_some() {
        cursor.skip(2);
    }
    cursor.since(start).iter().cloned().collect()
}

/// Reads `pub`, `pub(crate)` or nothing.
pub(super) fn visibility(cursor: &mut Cursor<'_>) -> TokenStream {
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
