//! What other languages write, and where: `x[0]`, `y + 1.0`, `array![..]`, `[a, b] = ..`, `/// ..` before an equation.
//!
//! Invariant: each is reported once; what is meant is read where it is known, and the rest of the statement is lost otherwise.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::chain::Listed;
use super::cursor::{self, Cursor};
use super::lookahead::{is_equation, is_index, is_optional, is_type_like, starts_with_type};
use super::parser::Parser;

impl Parser<'_> {
    /// Returns the tokens between brackets without attributes, which are reported. A doc comment is an attribute, too.
    pub(super) fn inside(&mut self, group: &Group) -> Vec<TokenTree> {
        let tokens = cursor::tokens(group.stream());
        let mut cursor = Cursor::new(&tokens, group.span_close());
        if !tokens.iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '#')) {
            return tokens;
        }
        let (mut kept, mut is_first) = (Vec::new(), true);
        while let Some(token) = cursor.peek() {
            let length = if cursor.is_char(1, '!') { 3 } else { 2 };
            let attribute = cursor.group(length - 1, Delimiter::Bracket).filter(|_| cursor.is_char(0, '#'));
            let Some(attribute) = attribute else {
                kept.push(token.clone());
                cursor.skip(1);
                is_first = true;
                continue;
            };
            if std::mem::take(&mut is_first) {
                let message = if is_doc(attribute) {
                    "a doc comment belongs before a pipeline: write `//` before a comment inside of it"
                } else {
                    "an attribute belongs before a pipeline: leave it out here"
                };
                self.reports.range(cursor.span(), attribute.span(), message);
            }
            cursor.skip(length);
        }
        kept
    }

    /// Reports what other languages write at the start of a chain. Returns whether the chain is lost.
    pub(super) fn habit(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(name) = cursor.ident(0) else { return false };
        if name == "expect" && cursor.group(1, Delimiter::Bracket).is_some() && !cursor.is_equals(2) {
            self.lose(name.span(), name.span(), "`expect` follows a value: write `x |> expect [n, 8]`");
            cursor.skip(2);
            return true;
        }
        if cursor.is_char(1, '!') && matches!(cursor.nth(2), Some(TokenTree::Group(_))) {
            let message = "a macro is not a value: make the value an input, or write a step that holds it";
            self.lose(name.span(), cursor.span_at(1), message);
            cursor.skip(3);
            return true;
        }
        let is_value = |word: &proc_macro2::Ident| !is_type_like(&word.to_string());
        if is_optional(cursor) && cursor.ident(1).is_some_and(is_value) {
            let message = "`optional` stands before a step, not before a value: write `x |> optional Step`";
            self.reports.at(name.span(), message);
            cursor.skip(1);
        }
        false
    }

    /// Reports and skips the `[0]` in `x[0]`.
    pub(super) fn index(&mut self, cursor: &mut Cursor<'_>, name: &str) {
        let index = cursor.group(0, Delimiter::Bracket);
        let index = index.filter(|group| is_index(group) && !starts_with_type(group) && !cursor.is_equals(1));
        if let Some(index) = index {
            let message = match column(index) {
                Some(column) => {
                    format!("a value has no index: a column of records is written `{name}.{column}`")
                }
                None => {
                    format!("a value has no index: write a step that takes a part of it, `{name} |> Step`")
                }
            };
            self.reports.at(index.span(), message);
            cursor.skip(1);
        }
    }

    /// Reports and skips the name in `sample_weight = w` or `a: x`, an element of a list. `is_told` is for the next elements.
    pub(super) fn named_element(&mut self, cursor: &mut Cursor<'_>, list: Listed, is_told: &mut bool) {
        let Some(name) = cursor.ident(0).filter(|_| is_equation(cursor) || cursor.is_colon(1)) else {
            return;
        };
        let sign = if cursor.is_colon(1) { ":" } else { " =" };
        let end = cursor.span_at(1);
        cursor.skip(if cursor.is_colon(1) || cursor.is_equals(1) { 2 } else { 3 });
        if std::mem::replace(is_told, true) {
            return;
        }
        let message = match list {
            Listed::Values => format!("the values of a list have no names: leave out `{name}{sign}`"),
            Listed::Targets => format!("the values in `.fit(..)` have no names: leave out `{name}{sign}`"),
            Listed::Outputs => format!(
                "the promise names the outputs, as in `-> (a: f32[n], b: u8[n])`: leave out `{name}{sign}` here"
            ),
        };
        self.reports.range(name.span(), end, message);
    }
}

/// Returns the name in `["fare"]`.
fn column(index: &Group) -> Option<String> {
    let text: syn::LitStr = syn::parse2(index.stream()).ok()?;
    syn::parse_str::<proc_macro2::Ident>(&text.value()).ok().map(|name| name.to_string())
}

/// Returns the message about an operator of numbers that follows a value: `y + 1.0`.
pub(super) fn computes(cursor: &Cursor<'_>) -> Option<String> {
    let sign = cursor.char(0).filter(|sign| "+-*/%".contains(*sign))?;
    Some(format!(
        "a chain has no `{sign}`: write a function with `#[step(\"[n] -> [n]\")]` that computes it, and pass the value to it"
    ))
}

fn is_doc(attribute: &Group) -> bool {
    matches!(attribute.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
}
