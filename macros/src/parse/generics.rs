//! The generics of a step's path: `<Ridge, 5>`.
//!
//! Invariant: what is read is closed, so that the path stays complete.

use proc_macro2::{Delimiter, Punct, Spacing, TokenTree};

use super::cursor::{Cursor, tokens};
use super::lookahead::{is_equation, is_type_like};
use super::parser::Parser;

impl Parser<'_> {
    /// Reads `<...>` and everything nested in it. An unclosed `<` is closed here, so that the path stays complete.
    pub(super) fn generics(&mut self, cursor: &mut Cursor<'_>, path: &mut Vec<TokenTree>) {
        let open = cursor.span();
        if cursor.is_char(1, '|') {
            let message = "values flow from left to right: write `value |> Step`, not `Step <| value`";
            self.lose(open, cursor.span_at(1), message);
            cursor.skip_lost();
            return;
        }
        let mut depth = 0usize;
        while let Some(token) = cursor.peek() {
            // `b = ..` is the next equation; `Item = ..` belongs to the type.
            let is_next =
                is_equation(cursor) && cursor.ident(0).is_some_and(|word| !is_type_like(&word.to_string()));
            if cursor.is_pipe(0) && closes(cursor) {
                // With the sign, the path is no type, so that nothing more is said about it.
                let message = "a chain is no type: write it as a pipeline of its own, `Inner(x: f64[n, d]) { .. }`, and `Inner` here";
                self.reports.range(cursor.span(), cursor.span_at(1), message);
                path.extend(cursor.rest().iter().take(2).cloned());
                cursor.skip(2);
                continue;
            }
            let is_setting = cursor.group(0, Delimiter::Brace).is_some_and(|group| {
                !group.stream().is_empty()
                    && matches!(path.last(), Some(TokenTree::Ident(_)))
                    && tokens(group.stream()).get(1).is_some_and(|sign| sign.to_string() == ":")
            });
            if is_setting {
                let message = "a type has no hyperparameters: those of the step inside go behind the `>`, as in `Bagging<Ridge, 5> { step: Ridge { alpha: 0.5 } }`";
                self.reports.at(cursor.span(), message);
            }
            if cursor.is_char(0, '|') || is_next {
                break;
            }
            if cursor.is_pair(0, '-', '>') || cursor.is_pair(0, '=', '>') {
                path.extend(cursor.rest().iter().take(2).cloned());
                cursor.skip(2);
                continue;
            }
            path.push(token.clone());
            cursor.skip(1);
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
        self.reports.at(open, "this `<` is not closed: write the `>` that belongs to it, such as `Pca<12>`");
        for _ in 0..depth {
            let mut close = Punct::new('>', Spacing::Alone);
            close.set_span(open);
            path.push(TokenTree::Punct(close));
        }
    }
}

/// Whether the `<` that is open here is closed further on.
fn closes(cursor: &Cursor<'_>) -> bool {
    let (mut ahead, mut depth) = (cursor.clone(), 1usize);
    while !ahead.is_at_end() && depth > 0 {
        let is_sign = ahead.is_pipe(0) || ahead.is_pair(0, '-', '>') || ahead.is_pair(0, '=', '>');
        if !is_sign && ahead.is_char(0, '<') {
            depth += 1;
        } else if !is_sign && ahead.is_char(0, '>') {
            depth -= 1;
        }
        ahead.skip(if is_sign { 2 } else { 1 });
    }
    depth == 0
}
