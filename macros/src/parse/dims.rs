//! Dims in brackets: `[n, 8, 2*d + 1, K]`.
//!
//! Invariant: the text of an axis is an expression of sizes, constants and numbers, and nothing else.

use proc_macro2::{Delimiter, Group, Ident, TokenTree};

use super::cursor::{self, Cursor};
use super::lookahead::is_type_like;
use super::marker::holds_cursor;
use super::parser::Parser;
use super::syntax::{Dims, Started};
use super::{names, text};

impl Parser<'_> {
    /// Reads the dims; `None` if an axis has an error, which is reported.
    pub(super) fn dims(&mut self, group: &Group) -> Option<Dims> {
        let tokens = cursor::tokens(group.stream());
        let mut cursor = Cursor::new(&tokens, group.span_close());
        let mut dims = Dims { axes: Vec::new(), constants: Vec::new(), span: group.span() };
        let before = self.reports.count();
        while !cursor.is_at_end() {
            let axis = cursor.skip_element();
            cursor.skip(1);
            let Some(first) = axis.first() else {
                self.reports.at(
                    cursor.before(),
                    "an axis is missing before this `,`: write its size, such as `n` or `8`",
                );
                continue;
            };
            let mut inside = Cursor::new(axis, first.span());
            if self.sum(&mut inside, &mut dims.constants)
                && let Some(token) = inside.peek()
            {
                self.bad_size(token, &inside);
            }
            dims.axes.push(text::written(axis));
        }
        (self.reports.count() == before).then_some(dims)
    }

    /// Reads sizes joined by operators; `false` after an error, which ends the reading of the axis.
    fn sum(&mut self, cursor: &mut Cursor<'_>, constants: &mut Vec<Ident>) -> bool {
        loop {
            if !self.size(cursor, constants) {
                return false;
            }
            match cursor.char(0) {
                Some('+' | '-' | '*' | '/') => cursor.skip(1),
                _ => return true,
            }
        }
    }

    /// Reads a number, a name, or an expression in parentheses.
    fn size(&mut self, cursor: &mut Cursor<'_>, constants: &mut Vec<Ident>) -> bool {
        let Some(token) = cursor.peek() else {
            self.reports
                .at(cursor.before(), "a size is missing after this: write a number or a name, such as `2*d`");
            return false;
        };
        match token {
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                if !written.bytes().all(|byte| byte.is_ascii_digit()) || written.parse::<i64>().is_err() {
                    self.reports.at(
                        literal.span(),
                        format!("`{written}` is not a size: write a whole number, such as `8`"),
                    );
                    return false;
                }
            }
            TokenTree::Ident(name) => {
                if holds_cursor(&name.to_string()) {
                    self.starts(Some(name), Started::Size);
                    return false;
                }
                if !self.size_name(name) {
                    return false;
                }
                if !is_type_like(&name.to_string()) {
                    self.words.sizes.push(name.clone());
                } else if !constants.contains(name) {
                    constants.push(name.clone());
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                let tokens = cursor::tokens(group.stream());
                let mut inside = Cursor::new(&tokens, group.span_close());
                let is_sum = self.nested(group.span(), |parser| parser.sum(&mut inside, constants));
                if is_sum != Some(true) {
                    return false;
                }
                if let Some(token) = inside.peek() {
                    self.bad_size(token, &inside);
                    return false;
                }
            }
            other => {
                self.bad_size(other, cursor);
                return false;
            }
        }
        cursor.skip(1);
        true
    }

    fn size_name(&mut self, name: &Ident) -> bool {
        let text = name.to_string();
        let message = if text == "None" {
            "`None` is not a size: a size known only at run time has a lower-case name, such as `n`"
                .to_owned()
        } else if text.starts_with("r#") || text == "_" {
            format!("`{text}` cannot be the name of a size: write a lower-case word, such as `n`")
        } else if !text.is_ascii() {
            format!("`{text}`: names of sizes are ASCII, such as `n` or `height`")
        } else if is_type_like(&text) {
            return true;
        } else if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let lower = names::snake_case(&text);
            format!("`{text}`: names of sizes are lower-case: write `{lower}`; constants start upper-case")
        } else if text.len() > names::MAX_SIZE {
            names::long_size(&text)
        } else {
            return true;
        };
        self.reports.at(name.span(), message);
        false
    }

    fn bad_size(&mut self, token: &TokenTree, cursor: &Cursor<'_>) {
        if cursor.is_pair(0, '.', '.') {
            let message = "`..` is allowed only in a step's signature: write every axis here";
            self.reports.range(token.span(), cursor.span_at(1), message);
            return;
        }
        if cursor.is_char(0, ';') {
            self.reports.at(token.span(), "sizes are separated by `,`, as in `f32[n, 8]`");
            return;
        }
        let found = text::found(token);
        let message = format!(
            "unexpected `{found}` in a size: sizes are numbers, names and `+ - * / ( )`, such as `2*d + 1`"
        );
        self.reports.at(token.span(), message);
    }
}
