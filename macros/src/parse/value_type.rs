//! The type of a value: a Rust type, and dims in brackets after it; `sparse` before it.
//!
//! Invariant: the element is valid as a type in the macro's output.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

use super::cursor;
use super::hyperparameters::is_comma;
use super::names::is_type;
use super::parser::Parser;
use super::syntax::ValueType;
use super::text;
use crate::spelling;

impl Parser<'_> {
    /// Reads a type from all of `tokens`; `missing` is the error, at `place`, if there are none.
    pub(super) fn value_type(
        &mut self,
        tokens: &[TokenTree],
        place: Span,
        missing: &str,
    ) -> Option<ValueType> {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            self.reports.at(place, missing);
            return None;
        };
        let word = sparse_word(tokens);
        let tokens = if word.is_some() { tokens.get(1..).unwrap_or_default() } else { tokens };
        let (element, dims) = match split_dims(tokens) {
            Some((element, group)) => (element, Some(self.dims(group)?)),
            None => (tokens, None),
        };
        if let Some(word) = word {
            let is_matrix = dims.as_ref().is_some_and(|dims| dims.axes.len() == 2);
            let misses_type = matches!(element, [] | [TokenTree::Group(_)]);
            if misses_type || !is_matrix && no_value(element, &[]).is_none() && is_type(element) {
                let element = if misses_type { "f32".to_owned() } else { text::written(element) };
                let message =
                    format!("a sparse value has a type and two axes: write `sparse {element}[n, d]`");
                self.reports.range(first.span(), last.span(), message);
                return None;
            }
            self.keyword(Some(word));
        } else if let [TokenTree::Ident(word), TokenTree::Ident(_), ..] = element
            && spelling::is_near(&word.to_string(), "sparse")
        {
            self.reports.at(word.span(), format!("unknown `{word}`: did you mean `sparse`?"));
            return None;
        }
        if self.is_too_deep(element) {
            return None;
        }
        if let Some(message) = no_value(element, tokens.get(element.len()..).unwrap_or_default()) {
            self.reports.range(first.span(), last.span(), message);
            return None;
        }
        if !is_type(element) {
            let written = text::written(tokens);
            self.reports.range(
                first.span(),
                last.span(),
                format!("`{written}` is not the type of a value: write a Rust type and its dims, such as `f32[n, 8]` or `String[n]`"),
            );
            return None;
        }
        let place = |token: Option<&TokenTree>| token.map_or(first.span(), TokenTree::span);
        let places = (place(element.first()), place(element.last()));
        let first_place = *self.types.entry(text::written(element)).or_insert(places);
        let element = element.iter().cloned().collect();
        Some(ValueType { element, dims, is_sparse: word.is_some(), span: first.span(), first: first_place })
    }
}

/// Returns the `sparse` of `sparse f32[n, d]`; `sparse::Matrix` is a path.
fn sparse_word(tokens: &[TokenTree]) -> Option<&Ident> {
    match tokens {
        [TokenTree::Ident(_), TokenTree::Punct(next), ..] if matches!(next.as_char(), ':' | '<') => None,
        [TokenTree::Ident(word), ..] if word == "sparse" => Some(word),
        _ => None,
    }
}

/// Returns the message about a Rust type that no value of a pipeline has.
fn no_value(element: &[TokenTree], dims: &[TokenTree]) -> Option<String> {
    let (written, has_dims) = (text::written(element), !dims.is_empty());
    match element {
        [TokenTree::Punct(reference), rest @ ..] if reference.as_char() == '&' && !is_static(rest) => {
            let rest = match rest {
                [TokenTree::Punct(_), TokenTree::Ident(_), rest @ ..] => rest,
                rest => rest,
            };
            let rest = match rest {
                [TokenTree::Ident(word), rest @ ..] if word == "mut" => rest,
                rest => rest,
            };
            let written = match rest {
                [TokenTree::Ident(word)] if word == "str" => "String".to_owned(),
                [TokenTree::Group(group)]
                    if group.delimiter() == Delimiter::Bracket && !has_length(group) =>
                {
                    format!("{}[n]", text::written(&cursor::tokens(group.stream())))
                }
                rest => text::written(rest) + &text::written(dims),
            };
            Some(format!(
                "values flow along edges, and references to them do not: write `{written}`, without `&`"
            ))
        }
        [TokenTree::Ident(word)] if word == "str" => {
            Some("rustc does not know the size of a `str`: write `String`".to_owned())
        }
        [TokenTree::Group(group)]
            if !has_dims && group.delimiter() == Delimiter::Bracket && !has_length(group) =>
        {
            let types = cursor::tokens(group.stream());
            let are_types = types.iter().any(|token| matches!(token, TokenTree::Group(_)));
            Some(match are_types {
                true => format!("several outputs are in parentheses: write `({})`", text::written(&types)),
                false => format!("the type of the elements is missing: write `f32{written}`"),
            })
        }
        [TokenTree::Ident(number), TokenTree::Punct(open), dims @ .., TokenTree::Punct(_)]
            if !has_dims && open.as_char() == '<' && is_number(&number.to_string()) =>
        {
            Some(format!("the dims of an array are in brackets: write `{number}[{}]`", text::written(dims)))
        }
        [TokenTree::Group(group)] if !has_dims && group.delimiter() == Delimiter::Bracket => {
            let inside = cursor::tokens(group.stream());
            let (length, element) = match &inside[..] {
                [element @ .., TokenTree::Punct(semicolon), TokenTree::Ident(length)]
                    if semicolon.as_char() == ';' && !is_constant(&length.to_string()) =>
                {
                    (length, text::written(element))
                }
                _ => return None,
            };
            Some(format!("an array is written with its dims: `{element}[{length}]`, not `{written}`"))
        }
        [TokenTree::Ident(word), ..] if word == "dyn" => {
            Some(format!("rustc does not know the size of a `{written}`: write `std::sync::Arc<{written}>`"))
        }
        [TokenTree::Ident(array), TokenTree::Punct(open), element @ .., TokenTree::Punct(_)]
            if open.as_char() == '<' && is_array(&array.to_string()) =>
        {
            let element = text::written(element.iter().take_while(|token| !is_comma(token)));
            let dims = if has_dims { text::written(dims) } else { "[n, 8]".to_owned() };
            Some(format!("an array is written with its dims: `{element}{dims}`, not `{written}`"))
        }
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    let width = word.trim_start_matches(['f', 'i', 'u']);
    word.len() == width.len() + 1 && matches!(width, "8" | "16" | "32" | "64" | "128" | "size")
}

/// Whether a reference lives as long as the program: `&'static str` is a value like others.
fn is_static(rest: &[TokenTree]) -> bool {
    matches!(rest, [TokenTree::Punct(_), TokenTree::Ident(word), ..] if word == "static")
}

/// Whether the brackets are a Rust array with its length, `[f32; 4]`.
fn has_length(group: &Group) -> bool {
    group.stream().into_iter().any(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';'))
}

/// Whether the word is written as a constant is.
fn is_constant(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_uppercase() || letter == '_')
}

/// Whether the word is an array type of `ndarray`: `Array2`, `ArcArray1`, `ArrayView`.
fn is_array(word: &str) -> bool {
    let name = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    matches!(name.trim_end_matches('D'), "Array" | "ArcArray" | "CowArray" | "ArrayView")
}

/// Splits off dims: brackets after a complete type. `[f32; 4]` and `&[u8]` are Rust types without dims.
fn split_dims(tokens: &[TokenTree]) -> Option<(&[TokenTree], &Group)> {
    let (last, element) = tokens.split_last()?;
    let TokenTree::Group(group) = last else { return None };
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let ends_type = match element.last()? {
        TokenTree::Ident(ident) => {
            let is_lifetime = matches!(element.iter().rev().nth(1), Some(TokenTree::Punct(punct)) if punct.as_char() == '\'');
            !is_lifetime && ident != "mut" && ident != "const"
        }
        TokenTree::Punct(punct) => punct.as_char() == '>',
        TokenTree::Group(_) => true,
        TokenTree::Literal(_) => false,
    };
    ends_type.then_some((element, group))
}
