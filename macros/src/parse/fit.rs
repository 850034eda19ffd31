//! `.fit(y)` after a step.
//!
//! Invariant: a `.fit` with an error still has a target, an unknown one, so no second error reports that the target is
//! missing.

use proc_macro2::{Delimiter, Span};

use super::chain::Listed;
use super::cursor::{Cursor, Run};
use super::lookahead::is_equation;
use super::parser::Parser;
use super::syntax::{Chain, Fit, Started};
use crate::spelling;

impl Parser<'_> {
    /// Reads `.fit(y)` after a step, also with errors in it.
    pub(super) fn fit(&mut self, cursor: &mut Cursor<'_>) -> Option<Fit> {
        let mut fit: Option<Fit> = None;
        let mut lost = None;
        while let Some((word, is_fit)) = self.dot_fit(cursor) {
            if !is_fit {
                lost = Some(word);
                continue;
            }
            let Some(group) = cursor.group(0, Delimiter::Parenthesis) else {
                self.lose(word, word, "`.fit` needs a target: `.fit(y)`");
                lost = Some(word);
                continue;
            };
            cursor.skip(1);
            if fit.is_some() {
                self.reports.at(word, "a step has one `.fit(..)`: write several targets as `.fit(a, b)`");
                continue;
            }
            let tokens = self.inside(group);
            if tokens.is_empty() {
                let message = "`.fit()` is empty: name the target, `.fit(y)`, or leave it out";
                self.reports.at(group.span(), message);
                lost = Some(group.span());
                continue;
            }
            let chains = self.nested(group.span(), |parser| {
                parser.chains(&mut Cursor::new(&tokens, group.span_close()).of(Run::List), Listed::Targets)
            });
            fit = chains.map(|chains| Fit { chains, span: group.span() });
        }
        fit.or_else(|| lost.map(|span| Fit { chains: vec![Chain::missing(span)], span }))
    }

    /// Skips `.fit`, or a misspelling of it, or another method; returns the span of the word, and whether it means `fit`.
    fn dot_fit(&mut self, cursor: &mut Cursor<'_>) -> Option<(Span, bool)> {
        while cursor.is_char(0, '.') {
            let dot = cursor.span();
            cursor.skip(1);
            if cursor.group(0, Delimiter::Parenthesis).is_some() {
                self.reports.at(dot, "`fit` is missing after this `.`: write `.fit(y)`");
                return Some((dot, true));
            }
            let Some(word) = cursor.ident(0).filter(|_| !is_equation(cursor)) else {
                if !self.is_lost {
                    self.reports.at(dot, "expected `.fit(y)` here: only `fit` follows a step");
                }
                continue;
            };
            cursor.skip(1);
            let written = word.to_string();
            if written == "fit" {
                self.keyword(Some(word));
                return Some((word.span(), true));
            }
            self.starts(Some(word), Started::Method);
            if spelling::is_near(&written, "fit") {
                self.reports.at(word.span(), format!("unknown `.{written}`: did you mean `.fit`?"));
                return Some((word.span(), true));
            }
            let message =
                format!("unknown `.{written}`: only `.fit(y)` follows a step; hyperparameters go in `{{ }}`");
            self.lose(word.span(), word.span(), message);
            cursor.skip(usize::from(cursor.group(0, Delimiter::Parenthesis).is_some()));
            return Some((word.span(), false));
        }
        if cursor.is_word(0, "fit")
            && cursor.group(1, Delimiter::Parenthesis).is_some()
            && !cursor.is_equals(2)
        {
            let word = cursor.span();
            if !self.is_lost {
                self.reports.at(word, "`.` is missing before `fit`: write `Step.fit(y)`");
            }
            cursor.skip(1);
            return Some((word, true));
        }
        None
    }
}
