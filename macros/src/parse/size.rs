//! The declaration of a size, `size k in 8..=64 = 12`, and the hyperparameters that may be set to one.
//!
//! Invariant: a size without a mistake has a name that can stand in a shape, and a default within its range.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::Parser;
use super::cursor::Cursor;
use super::syntax::Size;
use super::{names, text};

/// The longest name of a size, in characters.
const MAX_LEN: usize = 20;

impl Parser<'_> {
    /// Reads a declaration that starts here; `None`: it has no name.
    pub(super) fn declared_size(&mut self, cursor: &mut Cursor<'_>) -> Option<Size> {
        let (name, before) = (cursor.ident(1)?.clone(), self.reports.count());
        cursor.skip(2);
        names::check(&name, self.reports);
        let written = name.to_string();
        let is_size = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if !written.chars().all(is_size) || written.len() > MAX_LEN {
            let message =
                format!("`{written}`: the name of a size is at most {MAX_LEN} characters of a-z, 0-9 and _");
            self.reports.at(name.span(), message);
        }
        if cursor.is_word(0, "in") {
            cursor.skip(1);
        } else {
            let message = format!("`in` is missing here: write `size {written} in 8..=64`");
            self.lose(cursor.span(), cursor.span(), message);
            cursor.skip(usize::from(cursor.is_colon(0) || cursor.is_equals(0)));
        }
        let (range, default) = self.range(cursor).unwrap_or(((1, 1), 1));
        Some(Size { name, range, default, is_broken: self.reports.count() > before })
    }

    /// `8..=64 = 12`: the range, and the default.
    fn range(&mut self, cursor: &mut Cursor<'_>) -> Option<((u32, u32), u32)> {
        let start = cursor.span();
        let low = self.whole_number(cursor)?;
        if !(cursor.is_pair(0, '.', '.') && cursor.is_char(2, '=')) {
            let message = "a range of sizes holds both its ends: write `8..=64`";
            self.lose(start, cursor.span_at(1), message);
            skip_all(cursor);
            return None;
        }
        cursor.skip(3);
        let high = self.whole_number(cursor)?;
        if low > high {
            let message = "this range is empty: write the smaller size first, as in `8..=64`";
            self.lose(start, cursor.before(), message);
        }
        if !cursor.is_equals(0) {
            return Some(((low, high), low));
        }
        cursor.skip(1);
        let span = cursor.span();
        let default = self.whole_number(cursor)?;
        if !(low..=high).contains(&default) {
            self.lose(span, span, format!("the default {default} lies outside of {low}..={high}"));
        }
        Some(((low, high), default))
    }

    fn whole_number(&mut self, cursor: &mut Cursor<'_>) -> Option<u32> {
        let number = match cursor.peek() {
            Some(TokenTree::Literal(literal)) => syn::parse_str::<syn::LitInt>(&literal.to_string())
                .ok()
                .filter(|number| number.suffix().is_empty())
                .and_then(|number| number.base10_parse().ok()),
            _ => None,
        };
        if number.is_some() {
            cursor.skip(1);
            return number;
        }
        let found =
            cursor.peek().map_or_else(|| "nothing".to_owned(), |token| format!("`{}`", text::found(token)));
        let message = format!("expected a size, a whole number such as 8, found {found}");
        self.lose(cursor.span(), cursor.span(), message);
        skip_all(cursor);
        None
    }
}

/// Does a declaration start here?
pub(super) fn is_size(cursor: &Cursor<'_>) -> bool {
    cursor.is_word(0, "size") && cursor.ident(1).is_some() && !cursor.is_equals(2)
}

fn skip_all(cursor: &mut Cursor<'_>) {
    cursor.skip(cursor.rest().len());
}

/// The hyperparameters between braces whose value is one word, `components: k` or `k` alone, with that word.
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

/// The sign between hyperparameters.
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
