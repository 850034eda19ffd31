//! A step written as a call or with brackets, as in other languages: `Pca(12)`, `Pca[12]`, `Pca::default()`.
//!
//! Invariant: what the brackets hold is reported once.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::cursor::{Cursor, Run, tokens};
use super::lookahead::{holds_values, is_equation, is_type_like, starts_with_type};
use super::parser::Parser;
use super::text;

impl Parser<'_> {
    /// Reports `Step(..)` and `Step[..]`, as written in other languages. Returns the brackets if they contain constants.
    pub(super) fn brackets_after_path<'a>(
        &mut self,
        cursor: &mut Cursor<'a>,
        path: &[TokenTree],
    ) -> Option<&'a Group> {
        if is_equation(cursor) {
            return None;
        }
        let message = "the constants of a step go in `< >`, such as `Pca<12>`";
        let brackets = [Delimiter::Parenthesis, Delimiter::Bracket];
        let constants = brackets.into_iter().find_map(|kind| cursor.group(0, kind));
        if let Some(group) = constants.filter(|group| holds_constants(group)) {
            self.reports.at(group.span(), message);
            cursor.skip(1);
            return Some(group);
        }
        if let Some(group) = cursor.group(0, Delimiter::Parenthesis)
            && let Some(message) = made(path, group)
        {
            self.reports.at(group.span(), message);
            cursor.skip(1);
        } else if let Some(group) = cursor.group(0, Delimiter::Parenthesis)
            && !(cursor.is(Run::Last) && cursor.nth(1).is_none() && holds_values(group))
        {
            let message = "a step takes its inputs through `|>`, its targets in `.fit(y)`, its constants in `< >` and its hyperparameters in `{ }`";
            self.reports.at(group.span(), message);
            cursor.skip(1);
        } else if let Some(group) = cursor.group(0, Delimiter::Bracket)
            && !starts_with_type(group)
        {
            self.reports.at(group.span(), message);
            cursor.skip(1);
        }
        None
    }
}

/// Returns the message about a step that is made as a value, `Pca::default()`, or from another step, `Flattened(Pca)`.
fn made(path: &[TokenTree], group: &Group) -> Option<String> {
    let inside = tokens(group.stream());
    if let [TokenTree::Ident(word)] = inside.as_slice()
        && is_type_like(&word.to_string())
    {
        return Some(format!("the step inside goes in `< >`: write `{}<{word}>`", text::written(path)));
    }
    let [ty @ .., TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(function)] = path else {
        return None;
    };
    let is_made = inside.is_empty() && (function == "default" || function == "new");
    is_made.then(|| format!("a step is a type, which the pipeline makes: write `{}`", text::written(ty)))
}

/// Whether arguments follow the path, which are no constants: `Pca(n_components=2)`, `Clip(0.0, 1.0)`.
pub(super) fn is_call(cursor: &Cursor<'_>) -> bool {
    let arguments = cursor.group(0, Delimiter::Parenthesis).filter(|group| !group.stream().is_empty());
    let is_final = cursor.is(Run::Last) && cursor.nth(1).is_none();
    arguments.is_some_and(|group| {
        let has_float = group.stream().into_iter().any(|token| token.to_string().contains('.'));
        let is_output = is_final && holds_values(group);
        (!holds_constants(group) || has_float) && !is_output
    })
}

/// Whether the brackets contain only numbers, as in `(12)` instead of `<12>`.
fn holds_constants(group: &Group) -> bool {
    let is_constant = |token| match token {
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ',',
        _ => false,
    };
    !group.stream().is_empty() && group.stream().into_iter().all(is_constant)
}
