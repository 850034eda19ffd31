//! A step: `a::Pca<12> { whiten: true }.fit(y)`.
//!
//! Invariant: the path can stand in the macro's output as a type; the tokens between braces are the user's own, so
//! that an editor completes inside them.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::Parser;
use super::cursor::{self, Cursor, Run};
use super::names::is_type;
use super::recover::{is_equation, is_type_like};
use super::syntax::{Chain, Fit, Search, Source, Step};
use super::text;
use crate::spelling;

impl Parser<'_> {
    /// Reads a step whose path starts here; `None`: the path is no type, which has been reported.
    pub(super) fn step(&mut self, cursor: &mut Cursor<'_>, alias: Option<Ident>) -> Option<Step> {
        let span = cursor.span();
        let before = self.reports.count();
        let (mut path, name) = self.path(cursor);
        let is_path = is_type(&path);
        if !is_path && self.reports.count() == before {
            let written = text::written(&path);
            self.reports.range(
                span,
                cursor.before(),
                format!("`{written}` is no step: write the path of its type, such as `Pca<12>`"),
            );
        }
        let ends_generics = matches!(path.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '>');
        if ends_generics && cursor.is_char(0, '>') && (cursor.is_pipe(1) || cursor.char(1).is_none()) {
            self.reports.at(cursor.span(), "this `>` closes no `<`: leave it out");
            cursor.skip(1);
        }
        if let Some(constants) = self.brackets_after_path(cursor)
            && !ends_generics
        {
            // The repaired path spares a second error of rustc's about missing constants.
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
            self.reports
                .at(group.span(), "hyperparameters stand before `.fit(..)`: `Step { c: 0.5 }.fit(y)`");
            hyperparameters = Some(self.hyperparameters(group));
            cursor.skip(1);
        }
        let (hyperparameters, searches) = hyperparameters.unzip();
        is_path.then(|| Step {
            alias,
            is_optional: false,
            text: text::written(&path),
            is_word: path.len() == 1,
            path: path.into_iter().collect(),
            name,
            hyperparameters,
            searches: searches.unwrap_or_default(),
            arms: Vec::new(),
            fit,
            span,
            pipe: None,
        })
    }

    /// The tokens of a path with generics, and its last word.
    pub(super) fn path(&mut self, cursor: &mut Cursor<'_>) -> (Vec<TokenTree>, String) {
        let mut path = Vec::new();
        let mut name = String::new();
        if cursor.is_char(0, '<') {
            self.generics(cursor, &mut path);
        }
        loop {
            if cursor.is_pair(0, ':', ':') {
                let is_complete = cursor.ident(2).is_some() || cursor.is_char(2, '<');
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

    /// `<...>` with what is nested in it; one that is not closed is closed here, so that the path stays whole.
    fn generics(&mut self, cursor: &mut Cursor<'_>, path: &mut Vec<TokenTree>) {
        let open = cursor.span();
        let mut depth = 0usize;
        while let Some(token) = cursor.peek() {
            if cursor.is_char(0, '|') {
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

    /// `Step(..)` and `Step[..]` mean something in other languages. Gives the brackets where constants stand in them.
    fn brackets_after_path<'a>(&mut self, cursor: &mut Cursor<'a>) -> Option<&'a Group> {
        if is_equation(cursor) {
            return None;
        }
        let message = "the constants of a step stand in `< >`, such as `Pca<12>`";
        let brackets = [Delimiter::Parenthesis, Delimiter::Bracket];
        let constants = brackets.into_iter().find_map(|kind| cursor.group(0, kind));
        if let Some(group) = constants.filter(|group| holds_constants(group)) {
            self.reports.at(group.span(), message);
            cursor.skip(1);
            return Some(group);
        }
        if let Some(group) = cursor.group(0, Delimiter::Parenthesis)
            && !(cursor.is(Run::Last) && cursor.nth(1).is_none())
        {
            let message = "a step takes its values through `|>`, its target by `.fit(y)` and its hyperparameters in `{ }`";
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

    /// The tokens between braces as written, without what only looks like a hyperparameter; and the search spaces.
    fn hyperparameters(&mut self, group: &Group) -> (TokenStream, Vec<Search>) {
        let (mut kept, mut searches) = (Vec::new(), Vec::new());
        let mut starts_field = true;
        // The field whose value is being read, and where it stands in `kept`.
        let mut field = None;
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
        let mut tokens = group.stream().into_iter().peekable();
        while let Some(token) = tokens.next() {
            let char = match &token {
                TokenTree::Punct(punct) => Some(punct.as_char()),
                _ => None,
            };
            // `{ c: }`: rustc would find the comma that the macro writes.
            if starts_field
                && let (TokenTree::Ident(field), Some(TokenTree::Punct(next))) = (&token, tokens.peek())
                && next.as_char() == ':'
                && next.spacing() == Spacing::Alone
            {
                let mut after = tokens.clone();
                after.next();
                if after
                    .peek()
                    .is_none_or(|after| matches!(after, TokenTree::Punct(end) if end.as_char() == ','))
                {
                    let message = format!("the value of `{field}` is missing: write `{field}: ...`");
                    self.reports.at(field.span(), message);
                    after.next();
                    tokens = after;
                    continue;
                }
            }
            if char == Some('~') {
                let mut distribution = Vec::new();
                while let Some(next) = tokens.next_if(|next| !is_comma(next)) {
                    distribution.push(next);
                }
                searches.extend(self.search(field.take(), token.span(), &distribution, &mut kept));
                if kept.last().is_none_or(is_comma) {
                    tokens.next();
                }
                continue;
            }
            if starts_field
                && let (TokenTree::Ident(name), Some(TokenTree::Punct(next))) = (&token, tokens.peek())
            {
                let is_field = match next.as_char() {
                    ':' => next.spacing() == Spacing::Alone,
                    next => matches!(next, '~' | '='),
                };
                field = if is_field { Some((name.clone(), kept.len())) } else { field };
            }
            // `{ c = 0.5 }`: Python's way to write it. The repaired token spares a second error of rustc's.
            if starts_field
                && let (TokenTree::Ident(field), Some(TokenTree::Punct(next))) = (&token, tokens.peek())
                && next.as_char() == '='
                && next.spacing() == Spacing::Alone
            {
                self.reports
                    .at(next.span(), format!("write `{field}: ...`: a hyperparameter has `:`, not `=`"));
                let mut colon = Punct::new(':', Spacing::Alone);
                colon.set_span(next.span());
                tokens.next();
                kept.extend([token, TokenTree::Punct(colon)]);
                starts_field = false;
                continue;
            }
            starts_field = char == Some(',');
            kept.push(token);
        }
        (kept.into_iter().collect(), searches)
    }

    /// What stands from a `~` to the next comma; `kept` is what stands before it.
    fn search(
        &mut self,
        field: Option<(Ident, usize)>,
        sign: Span,
        distribution: &[TokenTree],
        kept: &mut Vec<TokenTree>,
    ) -> Option<Search> {
        let Some((field, at)) = field else {
            self.reports
                .at(sign, "`~` stands behind the value of a hyperparameter: `c: 1.0 ~ log(1e-3..=1e2)`");
            return None;
        };
        // `c ~ log(..)` and `c: ~ log(..)`
        if kept.len() <= at + 2 {
            kept.truncate(at);
            let message =
                format!("the value of `{field}` is missing: write `{field}: ... ~ log(1e-3..=1e2)`");
            self.reports.at(field.span(), message);
            return None;
        }
        let is_sign = |token: &&TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '~');
        if let Some(second) = distribution.iter().find(is_sign) {
            self.reports.at(second.span(), "a hyperparameter has one search space: leave out this `~`");
            return None;
        }
        if distribution.is_empty() {
            let message =
                format!("a distribution is missing after this `~`: write `{field}: ... ~ log(1e-3..=1e2)`");
            self.reports.at(sign, message);
            return None;
        }
        Some(Search { field, sign, distribution: distribution.iter().cloned().collect() })
    }

    /// `.fit(y)` behind a step, and what looks like it.
    pub(super) fn fit(&mut self, cursor: &mut Cursor<'_>) -> Option<Fit> {
        let mut fit: Option<Fit> = None;
        // A target that is missing is one all the same, so that the step is not said to lack one.
        let mut lost = None;
        while let Some(word) = self.dot_fit(cursor) {
            let Some(group) = cursor.group(0, Delimiter::Parenthesis) else {
                self.lose(word, word, "`.fit` needs the values to learn from: `.fit(y)`");
                lost = Some(word);
                continue;
            };
            cursor.skip(1);
            if fit.is_some() {
                self.reports
                    .at(word, "a step has one `.fit(..)`: several values stand in it as `.fit(a, b)`");
                continue;
            }
            let tokens = cursor::tokens(group.stream());
            if tokens.is_empty() {
                let message = "`.fit()` is empty: name the values to learn from, `.fit(y)`, or leave it out";
                self.reports.at(group.span(), message);
                lost = Some(group.span());
                continue;
            }
            let chains = self.nested(group.span(), |parser| {
                parser.chains(
                    &mut Cursor::new(&tokens, group.span_close()).of(Run::List),
                    "the values of `.fit`",
                )
            });
            fit = chains.map(|chains| Fit { chains, span: group.span() });
        }
        fit.or_else(|| lost.map(|span| Fit { chains: vec![missing(span)], span }))
    }

    /// Takes `.fit`, or what was meant as that; gives the place of the word.
    fn dot_fit(&mut self, cursor: &mut Cursor<'_>) -> Option<Span> {
        while cursor.is_char(0, '.') {
            let dot = cursor.span();
            cursor.skip(1);
            if cursor.group(0, Delimiter::Parenthesis).is_some() {
                self.reports.at(dot, "`fit` is missing after this `.`: write `.fit(y)`");
                return Some(dot);
            }
            let Some(word) = cursor.ident(0) else {
                self.lose(dot, dot, "expected `.fit(y)` here: only `fit` follows a step");
                continue;
            };
            cursor.skip(1);
            let written = word.to_string();
            if written == "fit" {
                return Some(word.span());
            }
            if spelling::is_near(&written, "fit") {
                self.reports.at(word.span(), format!("unknown `.{written}`: did you mean `.fit`?"));
                return Some(word.span());
            }
            let message = format!(
                "unknown `.{written}`: only `.fit(y)` follows a step; hyperparameters stand in `{{ }}`"
            );
            self.reports.at(word.span(), message);
            cursor.skip(usize::from(cursor.group(0, Delimiter::Parenthesis).is_some()));
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
            return Some(word);
        }
        None
    }
}

/// A value whose absence has been reported.
fn missing(span: Span) -> Chain {
    Chain { source: Source::Missing, links: Vec::new(), start: span, end: span }
}

/// `(12)`: numbers and nothing else, where `<12>` is meant.
fn holds_constants(group: &Group) -> bool {
    let is_constant = |token| match token {
        TokenTree::Literal(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ',',
        _ => false,
    };
    !group.stream().is_empty() && group.stream().into_iter().all(is_constant)
}

/// Does a list start with a step, so that it is a fan-out whose `|>` is missing?
pub(super) fn starts_with_type(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if is_type_like(&word.to_string()))
}
