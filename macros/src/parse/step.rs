//! A step: `a::Pca<12> { whiten: true }.fit(y)`.
//!
//! Invariant: the path is valid as a type in the macro's output.

use proc_macro2::{Delimiter, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::called::is_call;
use super::cursor::Cursor;
use super::names::is_type;
use super::parser::Parser;
use super::syntax::{Step, StepSpec};
use super::text;

impl Parser<'_> {
    /// Reads a step whose path starts here; `None` if the path is not a type, which has been reported.
    pub(super) fn step(&mut self, cursor: &mut Cursor<'_>, alias: Option<Ident>) -> Option<Step> {
        let span = cursor.span();
        let before = self.reports.count();
        let (mut path, name) = self.path(cursor);
        if cursor.is_char(0, '!') && !cursor.is_equals(1) {
            let message = "a macro is not a step: write the path of a type, such as `Pca<12>`";
            self.lose(span, cursor.span(), message);
            cursor.skip_lost();
            return None;
        }
        let is_path = !self.is_too_deep(&path) && is_type(&path);
        if !is_path && self.reports.count() == before {
            let written = text::written(&path);
            self.reports.range(
                span,
                cursor.before(),
                format!("`{written}` is not a step: write the path of its type, such as `Pca<12>`"),
            );
        }
        let ends_generics = matches!(path.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '>');
        if ends_generics && cursor.is_char(0, '>') && (cursor.is_pipe(1) || cursor.char(1).is_none()) {
            self.reports.at(cursor.span(), "this `>` closes no `<`: leave it out");
            cursor.skip(1);
        }
        // What a call in another language means is not known, so the step is not checked further.
        let is_called = self.is_strict && is_call(cursor);
        if let Some(constants) = self.brackets_after_path(cursor, &path)
            && !ends_generics
        {
            // The repaired path avoids a second error from rustc about missing constants.
            for (sign, tokens) in [('<', constants.stream()), ('>', TokenStream::new())] {
                let mut bracket = Punct::new(sign, Spacing::Alone);
                bracket.set_span(constants.span());
                path.push(TokenTree::Punct(bracket));
                path.extend(tokens);
            }
        }
        let hyperparameters = cursor.group(0, Delimiter::Brace).map(|group| {
            cursor.skip(1);
            self.hyperparameters(group)
        });
        let fit = self.fit(cursor);
        let mut hyperparameters = hyperparameters;
        if let (Some(_), Some(group)) = (&fit, cursor.group(0, Delimiter::Brace)) {
            self.reports.at(group.span(), "hyperparameters come before `.fit(..)`: `Step { c: 0.5 }.fit(y)`");
            hyperparameters = Some(self.hyperparameters(group));
            cursor.skip(1);
        }
        let (hyperparameters, searches) = hyperparameters.unzip();
        (is_path && !is_called).then(|| Step {
            alias,
            name,
            is_word: path.len() == 1,
            spec: StepSpec {
                is_optional: false,
                text: text::written(&path),
                path: path.into_iter().collect(),
                hyperparameters,
                searches: searches.unwrap_or_default(),
                sizes: Vec::new(),
                span,
            },
            arms: Vec::new(),
            fit,
            pipe: None,
        })
    }

    /// Reads a path with generics: its tokens, and its last word.
    pub(super) fn path(&mut self, cursor: &mut Cursor<'_>) -> (Vec<TokenTree>, String) {
        let mut path = Vec::new();
        let mut name = String::new();
        if cursor.is_char(0, '<') {
            self.generics(cursor, &mut path);
        }
        loop {
            if cursor.is_pair(0, ':', ':') {
                let is_name = cursor.ident(2).is_some() && !cursor.is_equals(3);
                let is_complete = is_name || cursor.is_char(2, '<');
                if !is_complete {
                    let message = "the path of the step ends in `::`: write what follows";
                    self.lose(cursor.span(), cursor.span_at(1), message);
                    cursor.skip(2);
                    break;
                }
                path.extend(cursor.rest().iter().take(2).cloned());
                cursor.skip(2);
            } else if !path.is_empty() {
                break;
            }
            if let Some(ident) = cursor.ident(0) {
                name = ident.to_string();
                path.push(TokenTree::Ident(ident.clone()));
                cursor.skip(1);
            } else if !cursor.is_char(0, '<') {
                break;
            }
            if cursor.is_char(0, '<') {
                self.generics(cursor, &mut path);
            }
        }
        (path, name)
    }
}
