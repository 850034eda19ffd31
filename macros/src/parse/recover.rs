//! What users write by mistake where an operator belongs, and where reading goes on after a mistake.
//!
//! Invariant: a repaired operator is reported once and then treated as the one that was meant.

use proc_macro2::{Delimiter, TokenTree};

use super::Parser;
use super::cursor::Cursor;
use super::text;

impl Parser<'_> {
    /// Takes a `|>`, or what was meant as one. `false`: there is none, and nothing was taken.
    pub(super) fn pipe(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if cursor.is_pipe(0) {
            cursor.skip(2);
            return true;
        }
        let mut length = 0;
        let mut looks_like_pipe = false;
        while let Some(char) = cursor.char(length).filter(|char| "|>-=~".contains(*char)) {
            // A second, correct `|>` is not part of the run.
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

    /// Takes the sign between a name and its chain, or what was meant as one.
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

    /// Reports what stands where a list wants a `,` or its end, and moves to the next element.
    pub(super) fn next_element(&mut self, cursor: &mut Cursor<'_>, what: &str) {
        let Some(token) = cursor.peek() else { return };
        if !cursor.is_char(0, ',') {
            let message = format!("expected `,` or the end of {what}, found `{}`", text::found(token));
            self.lose(token.span(), token.span(), message);
        }
        skip_element(cursor);
        cursor.skip(1);
    }
}

/// Moves behind the `=` of `name: type = chain`; `false`: there is none before a `|>`.
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

/// Takes the tokens up to a `,` that no `<` encloses.
pub(super) fn skip_element<'a>(cursor: &mut Cursor<'a>) -> &'a [TokenTree] {
    let start = cursor.position();
    let mut depth = 0usize;
    while !cursor.is_at_end() {
        if cursor.is_pair(0, '-', '>') || cursor.is_pipe(0) || cursor.is_pair(0, '=', '>') {
            cursor.skip(2);
            continue;
        }
        match cursor.char(0) {
            Some(',') if depth == 0 => break,
            Some('<') => depth += 1,
            Some('>') => depth = depth.saturating_sub(1),
            _ => {}
        }
        cursor.skip(1);
    }
    cursor.since(start)
}

/// Does an equation start here: `name =` or `(a, b) =`?
pub(super) fn is_equation(cursor: &Cursor<'_>) -> bool {
    let is_left = cursor.ident(0).is_some() || cursor.group(0, Delimiter::Parenthesis).is_some();
    is_left && (cursor.is_equals(1) || cursor.is_pair(1, ':', '='))
}

/// Does the word look like a type, so that a step is meant and not a value?
pub(super) fn is_type_like(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
