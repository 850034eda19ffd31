//! Inputs and promise: `(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10]`.
//!
//! Invariant: an input whose type has an error keeps its name, so that its uses are known.

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use super::body::is_semicolon;
use super::cursor::{self, Cursor};
use super::header::attributes;
use super::names;
use super::parser::Parser;
use super::syntax::{Input, Promise, Promised, Started};
use super::text;
use crate::spelling;

impl Parser<'_> {
    /// Reads `fit(...)`, also with a misspelled `fit`.
    pub(super) fn fit_inputs(&mut self, cursor: &mut Cursor<'_>) -> Vec<Input> {
        let inputs = self.own_fit_inputs(cursor);
        let mut all = std::mem::take(&mut self.inner_fit);
        all.extend(inputs);
        all
    }

    fn own_fit_inputs(&mut self, cursor: &mut Cursor<'_>) -> Vec<Input> {
        let mut inputs: Vec<Input> = Vec::new();
        let mut is_first = true;
        if let Some(group) = cursor.group(0, Delimiter::Parenthesis) {
            self.reports.at(group.span(), "`fit` is missing before the fit inputs: write `fit(y: u8[n])`");
            cursor.skip(1);
            return self.inputs(group, "leave out the empty parentheses");
        }
        while let Some(word) = cursor.ident(0) {
            let group = cursor.group(1, Delimiter::Parenthesis);
            let written = word.to_string();
            self.starts(Some(word).filter(|_| written != "fit"), Started::Header);
            if written != "fit" && (group.is_none() || !is_first) {
                break;
            }
            if !is_first {
                let message = "unexpected second `fit(...)`: write all fit inputs in one, separated by `,`";
                self.lose(word.span(), word.span(), message);
            } else if spelling::is_near(&written, "fit") {
                self.reports.at(word.span(), format!("unknown `{written}`: did you mean `fit`?"));
            } else if written != "fit" {
                self.reports.at(
                    word.span(),
                    format!("unknown `{written}`: inputs that exist only while fitting go in `fit(...)`"),
                );
            }
            self.keyword(Some(word).filter(|_| written == "fit"));
            cursor.skip(1);
            if let Some(group) = group {
                cursor.skip(1);
                inputs.extend(
                    self.inputs(group, "`fit()` is empty: name the target, `fit(y: u8[n])`, or leave it out"),
                );
            } else {
                let is_input = cursor.ident(0).is_some() && cursor.is_colon(1);
                self.lose(
                    word.span(),
                    word.span(),
                    if is_input {
                        "`fit` has its inputs in parentheses: `fit(y: u8[n])`"
                    } else {
                        "`fit` needs its inputs: `fit(y: u8[n])`"
                    },
                );
                self.misses_inputs |= !is_input;
                // `fit y: u8[n], z: u8[n] -> ..`
                let start = cursor.position();
                while is_input && !cursor.is_at_end() && !cursor.is_pair(0, '-', '>') {
                    cursor.skip(1);
                }
                let written = cursor.since(start);
                self.inputs_of(&mut Cursor::new(written, cursor.span()), &mut inputs);
            }
            is_first = false;
        }
        inputs
    }

    /// Reads `(name: type, ...)`; `empty` is the error if there is no input.
    pub(super) fn inputs(&mut self, group: &Group, empty: &str) -> Vec<Input> {
        let tokens = cursor::tokens(group.stream());
        let mut inputs = Vec::new();
        if tokens.is_empty() {
            self.misses_inputs = true;
            self.reports.at(group.span(), empty);
        }
        self.inputs_of(&mut Cursor::new(&tokens, group.span_close()), &mut inputs);
        inputs
    }

    /// Reads `name: type, ...`.
    fn inputs_of(&mut self, cursor: &mut Cursor<'_>, inputs: &mut Vec<Input>) {
        while !cursor.is_at_end() {
            attributes(cursor);
            let mut element = cursor.skip_element();
            while let Some(at) = element.iter().position(is_semicolon) {
                let (before, after) = element.split_at(at);
                let span = after.first().map_or_else(|| cursor.span(), TokenTree::span);
                self.reports.at(span, "inputs are separated by `,`, not by `;`");
                inputs.extend(self.input(&mut Cursor::new(before, span)));
                element = after.get(1..).unwrap_or_default();
            }
            if element.is_empty() && !inputs.is_empty() && cursor.is_at_end() {
                break;
            }
            while let Some(next) = misses_comma(element) {
                let (before, after) = element.split_at(next);
                if let Some(name) = after.first() {
                    self.reports.at(name.span(), format!("`,` is missing before `{name}`"));
                }
                inputs.extend(self.input(&mut Cursor::new(before, cursor.span())));
                element = after;
            }
            inputs.extend(self.input(&mut Cursor::new(element, cursor.span())));
            cursor.skip(1);
        }
    }

    /// Reports and takes out the inputs in `(x: f32[n, 8], fit y: u8[n])` that exist only while fitting.
    fn misplaced_fit(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if !cursor.is_word(0, "fit") {
            return false;
        }
        let group = cursor.group(1, Delimiter::Parenthesis).filter(|_| cursor.nth(2).is_none());
        if group.is_none() && !(cursor.ident(1).is_some() && cursor.is_colon(2)) {
            return false;
        }
        if self.inner_fit.is_empty() {
            let message = "the inputs that exist only while fitting come behind the others: write `(x: ..) fit(y: u8[n])`";
            self.reports.at(cursor.span(), message);
        }
        cursor.skip(1);
        let found = match group {
            Some(group) => {
                let empty = "`fit()` is empty: name the target, `fit(y: u8[n])`, or leave it out";
                self.nested(group.span(), |parser| parser.inputs(group, empty)).unwrap_or_default()
            }
            None => self.input(cursor).into_iter().collect(),
        };
        self.inner_fit.extend(found);
        true
    }

    fn input(&mut self, cursor: &mut Cursor<'_>) -> Option<Input> {
        if self.misplaced_fit(cursor) {
            return None;
        }
        let Some(name) = cursor.ident(0) else {
            self.misses_inputs = true;
            self.reports.at(cursor.span(), "an input has a name and a type: `image: f32[n, 8]`");
            return None;
        };
        if name == "mut" || name == "ref" {
            self.reports.at(name.span(), format!("an input has no `{name}`: write `image: f32[n, 8]`"));
            cursor.skip(1);
        }
        if let [ty @ .., TokenTree::Ident(name)] = cursor.rest()
            && let [TokenTree::Ident(_), TokenTree::Group(dims)] = ty
            && dims.delimiter() == Delimiter::Bracket
        {
            let written = text::written(ty);
            let message = format!("the name of an input comes first: write `{name}: {written}`");
            self.reports.range(cursor.span(), name.span(), message);
            let kind = self.value_type(ty, name.span(), "");
            return Some(Input { name: name.clone(), kind });
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
                    missing.clone()
                } else {
                    format!("expected `:` and a type after `{name}`: write `{name}: f32[n, 8]`")
                },
            );
            // `x f32[n]` and `x = f32[n]`: the type is known, so the calls of the pipeline are judged as they are meant.
            cursor.skip(usize::from(matches!(cursor.peek(), Some(TokenTree::Punct(_)))));
            let before = self.reports.count();
            let kind = self.value_type(cursor.rest(), name.span(), &missing);
            self.reports.keep(before);
            return Some(Input { name: name.clone(), kind });
        }
        cursor.skip(1);
        let kind = self.value_type(cursor.rest(), name.span(), &missing);
        Some(Input { name: name.clone(), kind })
    }

    /// Reads `-> type` or `-> (name: type, ...)`. A `fit(...)` behind it is reported and added to the fit inputs.
    pub(super) fn promise(
        &mut self,
        cursor: &mut Cursor<'_>,
        fit_inputs: &mut Vec<Input>,
    ) -> Option<Promise> {
        let start = cursor.span();
        if cursor.is_pair(0, '=', '>') || cursor.is_pair(0, '|', '>') {
            self.reports.range(start, cursor.span_at(1), "write `->` before the type of the output");
        } else if !cursor.is_pair(0, '-', '>') {
            return None;
        }
        let arrow_end = cursor.span_at(1);
        cursor.skip(2);
        let missing = "the type of the output is missing after `->`: write `-> f32[n, 10]`";
        let mut outputs = Vec::new();
        let rest = cursor.rest();
        // `-> f32[n, 2] fit(y: u8[n])`
        let (rest, misplaced) = match rest {
            [promised @ .., TokenTree::Ident(word), TokenTree::Group(group)]
                if word == "fit" && group.delimiter() == Delimiter::Parenthesis && !promised.is_empty() =>
            {
                (promised, Some((word, group)))
            }
            _ => (rest, None),
        };
        let list = cursor.group(0, Delimiter::Parenthesis).filter(|_| rest.len() == 1);
        cursor.skip(rest.len());
        if let Some((word, group)) = misplaced {
            self.reports.range(word.span(), group.span(), "`fit(...)` comes before `->`: move it there");
            fit_inputs.extend(self.inputs(group, "leave out the empty parentheses"));
            cursor.skip(2);
        }
        let end = cursor.before();
        if let Some(group) = list {
            let tokens = cursor::tokens(group.stream());
            if tokens.is_empty() {
                self.reports.at(
                    group.span(),
                    "an empty promise: leave out `-> ()`, or write the types of the outputs",
                );
            }
            let mut inside = Cursor::new(&tokens, group.span_close());
            while !inside.is_at_end() {
                let name = inside.ident(0).filter(|_| inside.is_colon(1));
                if let Some(name) = name {
                    names::check(name, self.reports);
                    inside.skip(2);
                }
                let element = inside.skip_element();
                let kind = self.value_type(element, inside.span(), missing);
                outputs.push(Promised { name: name.filter(|name| names::is_usable(name)).cloned(), kind });
                inside.skip(1);
            }
        } else {
            if rest.is_empty() {
                self.reports.range(start, arrow_end, missing);
                return None;
            }
            let is_list = rest.split(super::is_comma).filter(|part| !part.is_empty()).count() > 1
                && !rest.iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '<'));
            let (Some(first), Some(last), true) = (rest.first(), rest.last(), is_list) else {
                outputs.push(Promised { name: None, kind: self.value_type(rest, start, missing) });
                return Some(Promise { outputs, start, end });
            };
            let message = format!("several outputs are in parentheses: write `-> ({})`", text::written(rest));
            self.reports.range(first.span(), last.span(), message);
            return None;
        }
        Some(Promise { outputs, start, end })
    }
}

/// Returns where the second input of `x: f32[n, 3] y: f32[n]` starts: a name with a `:`, after a complete type.
fn misses_comma(element: &[TokenTree]) -> Option<usize> {
    let cursor = Cursor::new(element, Span::call_site());
    (3..element.len()).find(|&at| {
        let ends_type = match element.get(at - 1) {
            Some(TokenTree::Ident(_) | TokenTree::Group(_)) => true,
            Some(TokenTree::Punct(punct)) => punct.as_char() == '>',
            _ => false,
        };
        ends_type && cursor.ident(at).is_some() && cursor.is_colon(at + 1)
    })
}
