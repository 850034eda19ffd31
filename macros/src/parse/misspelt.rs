//! Misspelt words of the language: `invers(label)`, `optinal Step`, `chose { .. }`, `sise k in 2..=6`.
//!
//! Invariant: a word is misspelt only where what follows it is what follows the right word.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::cursor::{self, Cursor, Run};
use super::lookahead::{is_equation, is_type_like};
use super::parser::Parser;
use crate::spelling::is_near;

impl Parser<'_> {
    /// Reports a misspelt word at the start of a link. Returns whether the link is lost; a misspelt `optional` is skipped.
    pub(super) fn misspelt_link(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(word) = cursor.ident(0).cloned() else { return false };
        let written = word.to_string();
        if cursor
            .group(1, Delimiter::Parenthesis)
            .is_some_and(|group| holds_a_name(cursor::tokens(group.stream()).as_slice()))
        {
            let starts = |right: &str| written.starts_with(right) && written != right;
            let meant =
                ["inverse", "through"].into_iter().find(|right| is_near(&written, right) || starts(right));
            if let Some(meant) = meant {
                self.misspelt(&word, &format!("{meant}(..)"));
                cursor.skip(2);
                self.is_lost = true;
                return true;
            }
        }
        if matches!(written.as_str(), "inverse" | "through")
            && cursor.group(1, Delimiter::Parenthesis).is_none()
        {
            let brackets = cursor.group(1, Delimiter::Bracket);
            if brackets.is_some()
                || !cursor.is_char(1, '<')
                    && !cursor.is_pair(1, ':', ':')
                    && cursor.group(1, Delimiter::Brace).is_none()
            {
                let message = format!("`{written}` takes the name of a value: write `{written}(label)`");
                self.lose(word.span(), word.span(), message);
                cursor.skip(1 + usize::from(brackets.is_some()));
                return true;
            }
        }
        if is_optional_word(cursor, 0)
            && cursor.is_word(1, "expect")
            && cursor.group(2, Delimiter::Bracket).is_some()
        {
            self.lose(word.span(), word.span(), "`expect` cannot be optional: leave `optional` out");
            cursor.skip(3);
            return true;
        }
        if self.misspelt_optional(cursor) {
            return false;
        }
        let arms = cursor.group(1, Delimiter::Brace).filter(|_| like(&written, "choose"));
        if arms.is_some_and(|arms| holds_arms(cursor::tokens(arms.stream()).as_slice())) {
            self.misspelt(&word, "choose { .. }");
            cursor.skip(2);
            self.is_lost = true;
            return true;
        }
        false
    }

    /// Reports a misspelt `optional` before a step, and all but one of several; skips them. Returns whether there was one.
    pub(super) fn misspelt_optional(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if !is_optional_word(cursor, 0) || is_equation(cursor) {
            return false;
        }
        let word = cursor.ident(0).cloned().filter(|word| word != "optional");
        let is_twice = is_optional_word(cursor, 1) && !cursor.is_equals(2);
        if is_twice {
            self.reports.at(cursor.span_at(1), "`optional` is written twice: leave this one out");
        } else if let Some(word) = &word
            && starts_other_step(cursor)
        {
            self.misspelt(word, "optional");
        } else {
            return false;
        }
        cursor.skip(1);
        while is_twice && is_optional_word(cursor, 1) && !cursor.is_equals(2) {
            cursor.skip(1);
        }
        if is_twice && !cursor.is_word(0, "optional") {
            cursor.skip(1);
        }
        true
    }

    /// Reports a misspelt `default` before the name of an arm, and skips it.
    pub(super) fn misspelt_default(&mut self, cursor: &mut Cursor<'_>) {
        let is_before_name = cursor.ident(1).is_some() && cursor.is_colon(2);
        if let Some(word) =
            cursor.ident(0).filter(|word| is_before_name && like(&word.to_string(), "default"))
        {
            self.misspelt(&word.clone(), "default");
            cursor.skip(1);
        }
    }

    /// Reports a misspelt `size` at the start of a declaration.
    pub(super) fn misspelt_size(&mut self, cursor: &Cursor<'_>) {
        if let Some(word) = cursor.ident(0).filter(|word| *word != "size") {
            self.misspelt(&word.clone(), "size");
        }
    }

    fn misspelt(&mut self, word: &Ident, meant: &str) {
        self.reports.at(word.span(), format!("unknown `{word}`: did you mean `{meant}`?"));
    }
}

/// Whether the declaration of a size starts here, with a misspelt word: `sise k in 8..=64`.
pub(super) fn is_misspelt_size(cursor: &Cursor<'_>) -> bool {
    let is_like = cursor.ident(0).is_some_and(|word| like(&word.to_string(), "size"));
    let is_range = |at: usize| cursor.is_pair(at + 1, '.', '.');
    let has_range = (cursor.is_equals(2) || cursor.is_colon(2)) && is_range(3);
    is_like && cursor.ident(1).is_some() && (cursor.is_word(2, "in") || has_range)
}

/// Whether the word there is `optional`, well spelt or not.
fn is_optional_word(cursor: &Cursor<'_>, ahead: usize) -> bool {
    cursor.ident(ahead).is_some_and(|word| word == "optional" || like(&word.to_string(), "optional"))
}

/// Whether the word after this one starts a step, and not the next statement.
fn starts_other_step(cursor: &Cursor<'_>) -> bool {
    let is_type = cursor.ident(1).is_some_and(|word| is_type_like(&word.to_string()));
    let is_word = cursor.ident(1).is_some() && !cursor.is_equals(2) && !cursor.is_pair(2, ':', '=');
    is_type || is_word && !cursor.is(Run::Last)
}

/// Whether a word is another spelling of `right`.
fn like(word: &str, right: &str) -> bool {
    word != right && (is_near(word, right) || word.eq_ignore_ascii_case(right))
}

fn holds_a_name(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Ident(_)])
}

/// Whether these are arms: one of them, or the value of one, begins like a type.
fn holds_arms(tokens: &[TokenTree]) -> bool {
    let cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
    let is_type = |at| cursor.ident(at).is_some_and(|word| is_type_like(&word.to_string()));
    (0..tokens.len()).any(|at| {
        let starts_arm = at == 0 || cursor.is_char(at - 1, ',');
        cursor.is_colon(at) && is_type(at + 1) || starts_arm && is_type(at) && !cursor.is_colon(at + 1)
    })
}
