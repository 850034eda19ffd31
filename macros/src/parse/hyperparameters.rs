//! The hyperparameters between the braces of a step, with their search spaces.
//!
//! Invariant: the tokens are the user's own, in their order, so that an editor completes inside them. Only search spaces and
//! fields with an error are taken out.

use proc_macro2::{Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::parser::Parser;
use super::space;
use super::syntax::Search;
use super::text;

impl Parser<'_> {
    /// Reads the tokens between braces: those of the hyperparameters, and the search spaces.
    pub(super) fn hyperparameters(&mut self, group: &Group) -> (TokenStream, Vec<Search>) {
        let before = self.reports.count();
        let (mut kept, mut searches) = (Vec::new(), Vec::new());
        let mut starts_field = true;
        // The field whose value is being read, and its position in `kept`.
        let mut field = None;
        let mut tokens = group.stream().into_iter().peekable();
        while let Some(token) = tokens.next() {
            let char = match &token {
                TokenTree::Punct(punct) => Some(punct.as_char()),
                _ => None,
            };
            // `{ c: }`: rustc's error would be about the comma that the macro writes.
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
            // `{ c: 0,5 }` and `{ 0.5 }`: the user knows the value as another language writes it.
            if starts_field && let TokenTree::Literal(value) = &token {
                let message = unnamed(value, &kept);
                self.reports.at(value.span(), message);
                while tokens.next_if(|next| !is_comma(next)).is_some() {}
                tokens.next();
                continue;
            }
            // `{ c: 0.5, ..Default::default() }`: the macro writes it behind the fields.
            if starts_field
                && char == Some('.')
                && matches!(tokens.peek(), Some(TokenTree::Punct(second)) if second.as_char() == '.')
            {
                let message = "leave this `..` out: the other hyperparameters have their defaults";
                self.reports.at(token.span(), message);
                break;
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
            // `{ c = 0.5 }`: as in Python. The repaired token avoids a second error from rustc.
            if starts_field
                && let (TokenTree::Ident(field), Some(TokenTree::Punct(next))) = (&token, tokens.peek())
                && next.as_char() == '='
                && next.spacing() == Spacing::Alone
            {
                self.reports
                    .at(next.span(), format!("write `{field}: ...`: hyperparameters use `:`, not `=`"));
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
        self.missing_values(&kept);
        // rustc would report the same mistake.
        if self.is_wrong_since(before) {
            return (TokenStream::new(), Vec::new());
        }
        (kept.into_iter().collect(), searches)
    }

    /// Reports distributions in the place of values: `c: log(1e-3..=1e2)`.
    fn missing_values(&mut self, kept: &[TokenTree]) {
        for field in kept.split(is_comma) {
            if let [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..] = field
                && colon.as_char() == ':'
                && let (Some(first), Some(last)) = (value.first(), value.last())
                && space::is_distribution(value)
            {
                let written = text::written(value).replace("..= ", "..=").replace("- ", "-");
                let message = format!("a search space follows the value: write `{name}: ... ~ {written}`");
                self.reports.range(first.span(), last.span(), message);
            }
        }
    }

    /// Reads the distribution between a `~` and the next comma; `kept` are the tokens before it.
    fn search(
        &mut self,
        field: Option<(Ident, usize)>,
        sign: Span,
        distribution: &[TokenTree],
        kept: &mut Vec<TokenTree>,
    ) -> Option<Search> {
        let Some((field, at)) = field else {
            self.reports.at(sign, "`~` follows the value of a hyperparameter: `c: 1.0 ~ log(1e-3..=1e2)`");
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
        if let Some((span, message)) = space::mistake(kept.get(at + 2..).unwrap_or_default(), distribution) {
            self.reports.at(span, message);
            return None;
        }
        Some(Search { field, sign, distribution: distribution.iter().cloned().collect() })
    }
}

/// Returns the message about a number without a name; `before` are the tokens before it.
fn unnamed(value: &Literal, before: &[TokenTree]) -> String {
    let is_whole = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let text = value.to_string();
    if let [.., TokenTree::Literal(whole), _] = before
        && is_whole(&whole.to_string())
        && is_whole(&text)
    {
        return format!("a fraction has a point: write `{whole}.{text}`");
    }
    format!("a hyperparameter has a name: write `name: {text}`")
}

/// Returns the hyperparameters whose value is one word, `components: k` or `k` alone, with that word.
pub(crate) fn set_to_words(hyperparameters: &TokenStream) -> Vec<(Ident, Ident)> {
    let tokens: Vec<TokenTree> = hyperparameters.clone().into_iter().collect();
    let pair = |field: &[TokenTree]| match field {
        [TokenTree::Ident(field), TokenTree::Punct(colon), TokenTree::Ident(value)]
            if colon.as_char() == ':' =>
        {
            Some((field.clone(), value.clone()))
        }
        [TokenTree::Ident(field)] => Some((field.clone(), field.clone())),
        _ => None,
    };
    tokens.split(is_comma).filter_map(pair).collect()
}

/// Whether the token is the `,` between hyperparameters.
pub(crate) fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_among_values() {
        let tokens: TokenStream = "a: k, b: 8, c: f(k), k, d: k + 1, e: true".parse().expect("tokens");
        let found: Vec<String> =
            set_to_words(&tokens).iter().map(|(field, word)| format!("{field}={word}")).collect();
        assert_eq!(found, ["a=k", "k=k", "e=true"]);
    }
}
