//! The declaration of a size: `size k in 8..=64 = 12`.
//!
//! Invariant: a size without an error has a name that is valid in a shape, and a default within its range.

use proc_macro2::TokenTree;

use super::cursor::Cursor;
use super::lookahead::is_equation;
use super::parser::Parser;
use super::syntax::Size;
use super::{names, text};

impl Parser<'_> {
    /// Reads a declaration that starts here; `None` if it has no name.
    pub(super) fn declared_size(&mut self, cursor: &mut Cursor<'_>) -> Option<Size> {
        let (name, before) = (cursor.ident(1)?.clone(), self.reports.count());
        self.keyword(cursor.ident(0));
        if name == "in" {
            self.lose(name.span(), name.span(), "the name of the size is missing: write `size k in 8..=64`");
            skip_all(cursor);
            return None;
        }
        cursor.skip(2);
        names::check(&name, self.reports);
        let written = name.to_string();
        let is_size = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if !written.chars().all(is_size) || written.len() > names::MAX_SIZE {
            let is_upper = written.chars().any(|letter| letter.is_ascii_uppercase());
            let message = if is_upper {
                format!("`{written}`: names of sizes are lower-case: write `{}`", names::snake_case(&written))
            } else {
                names::long_size(&written)
            };
            self.reports.at(name.span(), message);
        }
        if cursor.is_word(0, "in") {
            self.keyword(cursor.ident(0));
            cursor.skip(1);
        } else {
            let message = format!("`in` is missing here: write `size {written} in 8..=64`");
            self.lose(cursor.span(), cursor.span(), message);
            cursor.skip(usize::from(cursor.is_colon(0) || cursor.is_equals(0)));
        }
        let (range, default) = self.range(cursor).unwrap_or(((1, 1), 1));
        Some(Size { name, range, default, is_broken: self.reports.count() > before })
    }

    /// Reads `8..=64 = 12`: the range and the default.
    fn range(&mut self, cursor: &mut Cursor<'_>) -> Option<((u32, u32), u32)> {
        let start = cursor.span();
        let low = self.whole_number(cursor)?;
        if !(cursor.is_pair(0, '.', '.') && cursor.is_char(2, '=')) {
            if cursor.is_pair(0, '.', '.') {
                let message = "a range of sizes includes both ends: write `8..=64`";
                self.lose(start, cursor.span_at(1), message);
            } else {
                let high = low.max(1);
                let message = format!(
                    "a declared size has a range: write `1..={high}`, and `= {high}` after it for the default"
                );
                self.lose(start, start, message);
            }
            skip_all(cursor);
            return None;
        }
        cursor.skip(3);
        let high = self.whole_number(cursor)?;
        if low > high {
            let message = "this range is empty: write the smaller size first, as in `8..=64`";
            self.lose(start, cursor.before(), message);
        }
        if !cursor.is_equals(0) {
            return Some(((low, high), low));
        }
        cursor.skip(1);
        let span = cursor.span();
        let default = self.whole_number(cursor)?;
        if !(low..=high).contains(&default) {
            self.lose(span, span, format!("the default {default} is outside of {low}..={high}"));
        }
        Some(((low, high), default))
    }

    fn whole_number(&mut self, cursor: &mut Cursor<'_>) -> Option<u32> {
        let number = match cursor.peek() {
            Some(TokenTree::Literal(literal)) => syn::parse_str::<syn::LitInt>(&literal.to_string())
                .ok()
                .filter(|number| number.suffix().is_empty())
                .and_then(|number| number.base10_parse().ok()),
            _ => None,
        };
        if number.is_some() {
            cursor.skip(1);
            return number;
        }
        let found =
            cursor.peek().map_or_else(|| "nothing".to_owned(), |token| format!("`{}`", text::found(token)));
        let message = format!("expected a size (a whole number, such as `8`), found {found}");
        self.lose(cursor.span(), cursor.span(), message);
        skip_all(cursor);
        None
    }
}

/// Skips the rest of the declaration: up to an equation, if its `;` is missing.
fn skip_all(cursor: &mut Cursor<'_>) {
    while !cursor.is_at_end() && !is_equation(cursor) {
        cursor.skip(1);
    }
}
