//! Statements as other languages write them: `[a, b] = ..`, `a, b = ..`, `x[0]`, `/// ..`, `expect [n, 8] |> ..`.
//!
//! Invariant: each is reported once, and what follows it in the statement is not judged.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::{self, Cursor};
use super::parser::Parser;

impl Parser<'_> {
    /// Reports and skips doc comments, which are attributes `#[doc = ".."]` here.
    pub(super) fn skip_docs(&mut self, cursor: &mut Cursor<'_>) {
        let mut is_first = true;
        while is_doc(cursor) {
            if std::mem::take(&mut is_first) {
                let message =
                    "a doc comment belongs before a pipeline: write `//` before a comment inside of it";
                self.reports.range(cursor.span(), cursor.span_at(1), message);
            }
            cursor.skip(2);
        }
    }

    /// Reports a habit at the start of a statement; the statement is then lost.
    pub(super) fn habit(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let is_list = cursor.group(0, Delimiter::Bracket).is_some() && cursor.is_equals(1);
        let message = if is_list || is_list_of_names(cursor) {
            "several names are in parentheses: write `(a, b) = ...`".to_owned()
        } else if cursor.is_word(0, "expect") && cursor.group(1, Delimiter::Bracket).is_some() {
            "`expect` follows a value: write `x |> expect [n, 8]`".to_owned()
        } else if cursor.ident(0).is_some() && is_index(cursor) {
            let name = cursor.ident(0).map(ToString::to_string).unwrap_or_default();
            format!("a value has no index: write a step that takes a part of it, `{name} |> Step`")
        } else {
            return false;
        };
        self.lose(cursor.span(), cursor.span(), message);
        cursor.skip_lost();
        true
    }
}

fn is_doc(cursor: &Cursor<'_>) -> bool {
    let attribute = cursor.group(1, Delimiter::Bracket).filter(|_| cursor.is_char(0, '#'));
    attribute.is_some_and(
        |group| matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc"),
    )
}

/// Whether `a, b =` starts here.
fn is_list_of_names(cursor: &Cursor<'_>) -> bool {
    let mut at = 0;
    while cursor.ident(at).is_some() && cursor.is_char(at + 1, ',') {
        at += 2;
    }
    at > 0 && cursor.ident(at).is_some() && cursor.is_equals(at + 1)
}

/// Whether `x[0]` starts here.
fn is_index(cursor: &Cursor<'_>) -> bool {
    let index = cursor.group(1, Delimiter::Bracket);
    index.is_some_and(|group| {
        let tokens = cursor::tokens(group.stream());
        matches!(tokens.as_slice(), [TokenTree::Literal(_), ..] | [TokenTree::Punct(_), ..])
    })
}
