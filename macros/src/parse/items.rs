//! Items of Rust between pipelines and among equations: `use std::fmt;`, `const K: usize = 2;`.
//!
//! Invariant: an item is reported once and skipped whole; its names are kept, because types, constants and steps of these names
//! are unknown without a second error.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::cursor::Cursor;
use super::header::{attributes, visibility};
use super::lookahead::is_type_like;
use super::parser::Parser;

impl Parser<'_> {
    /// Reports and skips an item that starts here; returns whether there is one.
    pub(super) fn item(&mut self, cursor: &mut Cursor<'_>, is_in_body: bool) -> bool {
        let mut after = cursor.clone();
        attributes(&mut after);
        visibility(&mut after);
        let Some(word) = after.ident(0).filter(|_| starts_item(&after, is_in_body)) else { return false };
        let message = format!(
            "items of Rust stand outside of the macro: move this `{word}` out of the braces of `pipeline!`"
        );
        self.reports.at(word.span(), message);
        let start = after.position();
        let ends_at_semicolon =
            ["use", "const", "static", "type"].iter().any(|item| word == item) && !after.is_word(1, "fn");
        while let Some(token) = after.peek() {
            let is_semicolon = matches!(token, TokenTree::Punct(sign) if sign.as_char() == ';');
            let is_brace = after.group(0, Delimiter::Brace).is_some();
            after.skip(1);
            if is_semicolon || is_brace && !ends_at_semicolon {
                break;
            }
        }
        self.unknown.extend(declared(after.since(start)));
        *cursor = after;
        true
    }
}

/// Whether one of these words is among the tokens.
pub(crate) fn mentions(tokens: &[TokenTree], words: &[String]) -> bool {
    let mut open = tokens.to_vec();
    while let Some(token) = open.pop() {
        match token {
            TokenTree::Ident(word) if words.iter().any(|unknown| word == unknown) => return true,
            TokenTree::Group(group) => open.extend(group.stream()),
            _ => {}
        }
    }
    false
}

/// Returns the names in the generic parameters `<T: Clone, const N: usize>`.
pub(super) fn generics(tokens: &[TokenTree]) -> Vec<String> {
    let cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
    let (mut names, mut depth) = (Vec::new(), 0usize);
    for at in 0..tokens.len() {
        match cursor.char(at) {
            Some('<') => depth += 1,
            Some('>') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_start = depth == 1 && (cursor.is_char(at, '<') || cursor.is_char(at, ','));
        let name = at + 1 + usize::from(cursor.is_word(at + 1, "const"));
        names.extend(cursor.ident(name).filter(|_| is_start).map(Ident::to_string));
    }
    names
}

/// Whether an item starts here, and no pipeline and no equation. A pipeline may have a superfluous `fn` or `struct`.
fn starts_item(cursor: &Cursor<'_>, is_in_body: bool) -> bool {
    let Some(word) = cursor.ident(0).map(ToString::to_string) else { return false };
    let is_named = cursor.ident(1).is_some() && !cursor.is_equals(1);
    let is_type = cursor.ident(1).is_some_and(|name| is_type_like(&name.to_string()));
    match word.as_str() {
        "use" => is_named || cursor.is_pair(1, ':', ':') || cursor.group(1, Delimiter::Brace).is_some(),
        "const" | "static" => is_named && (cursor.is_colon(2) || cursor.is_word(1, "fn")),
        "type" => is_type && !cursor.is_pipe(2) && (cursor.is_equals(2) || cursor.is_char(2, '<')),
        "fn" => is_named && cursor.group(2, Delimiter::Parenthesis).is_some() && (is_in_body || !is_type),
        "struct" => {
            let ends = |at| cursor.is_char(at, ';') || cursor.group(at, Delimiter::Brace).is_some();
            is_named && (is_in_body || ends(2) || cursor.is_char(3, ';'))
        }
        "enum" | "trait" | "mod" => is_named && cursor.group(2, Delimiter::Brace).is_some(),
        "impl" => is_named || cursor.is_char(1, '<'),
        _ => false,
    }
}

/// Returns the names that an item declares: the last words of the paths of a `use`, or the word after `const`.
fn declared(item: &[TokenTree]) -> Vec<String> {
    let cursor = Cursor::new(item, proc_macro2::Span::call_site());
    if !cursor.is_word(0, "use") {
        let name = if cursor.is_word(1, "fn") { 2 } else { 1 };
        return cursor
            .ident(name)
            .filter(|_| !cursor.is_word(0, "impl"))
            .map(Ident::to_string)
            .into_iter()
            .collect();
    }
    let (mut names, mut open) = (Vec::new(), vec![item.to_vec()]);
    while let Some(tokens) = open.pop() {
        let cursor = Cursor::new(&tokens, proc_macro2::Span::call_site());
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => open.push(group.stream().into_iter().collect()),
                TokenTree::Ident(word)
                    if !cursor.is_pair(at + 1, ':', ':') && !cursor.is_word(at + 1, "as") =>
                {
                    names.push(word.to_string());
                }
                _ => {}
            }
        }
    }
    names
}
