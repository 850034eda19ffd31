//! Mistaken operators, and where reading continues after an error.
//!
//! Invariant: a mistaken operator is reported once and then read as the intended one.

use super::cursor::Cursor;
use super::habits::computes;
use super::lookahead::is_equation;
use super::parser::Parser;
use super::text;

impl Parser<'_> {
    /// Skips a `|>`, or operators that mean one. Returns `false` if there is none; nothing is skipped then.
    pub(super) fn pipe(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if cursor.is_pipe(0) {
            cursor.skip(2);
            return true;
        }
        let mut length = 0;
        let mut looks_like_pipe = false;
        while let Some(char) = cursor.char(length).filter(|char| "|>-=~".contains(*char)) {
            // A correct `|>` that follows is not part of the mistake.
            if length > 0 && cursor.is_pipe(length) {
                break;
            }
            looks_like_pipe |= matches!(char, '|' | '>');
            length += 1;
        }
        if !looks_like_pipe {
            return false;
        }
        let (first, mut cursor_after) = (cursor.span(), cursor.clone());
        cursor_after.skip(length);
        let written: String = (0..length).filter_map(|ahead| cursor.char(ahead)).collect();
        let message = if written == "|>" {
            "write `|>` without a space in it".to_owned()
        } else {
            format!("write `|>`: values flow into a step through `|>`, not `{written}`")
        };
        self.reports.range(first, cursor_after.before(), message);
        cursor.skip(length);
        true
    }

    /// Skips the `=` between a name and its chain, or an operator that means one.
    pub(super) fn equals(&mut self, cursor: &mut Cursor<'_>, name: &str) -> bool {
        let is_meant = cursor.is_equals(0);
        if is_meant {
            cursor.skip(1);
            return true;
        }
        let first = cursor.span();
        let pairs = [('=', '='), (':', '='), ('=', ':'), ('<', '-')];
        let length = if pairs.iter().any(|&(first, second)| cursor.is_pair(0, first, second)) {
            2
        } else if cursor.is_colon(0) {
            1
        } else {
            return false;
        };
        let written: String = (0..length).filter_map(|ahead| cursor.char(ahead)).collect();
        cursor.skip(length);
        let last = cursor.before();
        if written == ":" && skip_past_equals(cursor) {
            self.reports.at(
                first,
                format!("an equation has no type: write `{name} = ...`; `expect [n, 8]` checks a shape"),
            );
        } else {
            self.reports.range(
                first,
                last,
                format!("write `{name} = ...`: an equation has `=`, not `{written}`"),
            );
        }
        true
    }

    /// Moves to the next element of a list. Reports a token before the `,` or the end of the list.
    pub(super) fn next_element(&mut self, cursor: &mut Cursor<'_>, what: &str) {
        let Some(token) = cursor.peek() else { return };
        if !cursor.is_char(0, ',') {
            let message = computes(cursor).unwrap_or_else(|| {
                format!("expected `,` or the end of {what}, found `{}`", text::found(token))
            });
            self.lose(token.span(), token.span(), message);
        }
        cursor.skip_element();
        cursor.skip(1);
    }
}

impl Cursor<'_> {
    /// Skips what has no meaning after an error: up to a `,`, the next equation or the end.
    pub(super) fn skip_lost(&mut self) {
        while !self.is_at_end() && !self.is_char(0, ',') {
            self.skip(1);
            if is_equation(self) {
                return;
            }
        }
    }
}

/// Moves past the `=` of `name: type = chain`; `false` if there is none before a `|>`.
fn skip_past_equals(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = 0;
    while cursor.nth(ahead).is_some() && !cursor.is_pipe(ahead) {
        if cursor.is_equals(ahead) {
            cursor.skip(ahead + 1);
            return true;
        }
        ahead += 1;
    }
    false
}
