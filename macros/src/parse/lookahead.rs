//! What starts at a position, without moving.

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use super::cursor::Cursor;

/// Whether an equation starts here: `name =` or `(a, b) =`.
pub(super) fn is_equation(cursor: &Cursor<'_>) -> bool {
    let is_left = cursor.ident(0).is_some() || cursor.group(0, Delimiter::Parenthesis).is_some();
    is_left && (cursor.is_equals(1) || cursor.is_pair(1, ':', '='))
}

/// Whether the declaration of a size starts here: `size k in 8..=64`.
pub(super) fn is_size(cursor: &Cursor<'_>) -> bool {
    let is_number = matches!(cursor.nth(3), Some(TokenTree::Literal(_)));
    cursor.is_word(0, "size") && cursor.ident(1).is_some() && (!cursor.is_equals(2) || is_number)
}

/// Whether the path of a step can start here.
pub(super) fn starts_step(cursor: &Cursor<'_>) -> bool {
    cursor.ident(0).is_some() || cursor.is_char(0, '<') || cursor.is_pair(0, ':', ':')
}

/// Whether an optional step starts here: `optional Step`.
pub(super) fn is_optional(cursor: &Cursor<'_>) -> bool {
    cursor.is_word(0, "optional") && cursor.ident(1).is_some() && !cursor.is_equals(2)
}

/// Returns the length of the `:` after the name of a step, or of the `=` in its place; 0 if no such name starts here.
pub(super) fn alias_sign(cursor: &Cursor<'_>) -> usize {
    let Some(name) = cursor.ident(0) else { return 0 };
    if cursor.is_colon(1) {
        return 1;
    }
    let length = match (cursor.is_equals(1), cursor.is_pair(1, ':', '=')) {
        (true, _) => 1,
        (_, true) => 2,
        _ => return 0,
    };
    // `b = x |> ..` is the next equation: no equation starts with a step.
    let mut after = cursor.clone();
    after.skip(1 + length);
    let is_type = |at| after.ident(at).is_some_and(|word| is_type_like(&word.to_string()));
    let is_step = is_type(0) || is_optional(&after) && is_type(1) || choose_arms(&after).is_some();
    if is_step && !is_type_like(&name.to_string()) { length } else { 0 }
}

/// Returns the arms of a choice that starts here: `choose { .. }`.
pub(super) fn choose_arms<'a>(cursor: &Cursor<'a>) -> Option<&'a Group> {
    cursor.group(1, Delimiter::Brace).filter(|_| cursor.is_word(0, "choose"))
}

/// Returns the word of an `inverse(..)` or `through(..)` that starts here.
pub(super) fn reuse_word(cursor: &Cursor<'_>) -> Option<&'static str> {
    let word = ["inverse", "through"].into_iter().find(|word| cursor.is_word(0, word))?;
    (cursor.group(1, Delimiter::Parenthesis).is_some() && !cursor.is_equals(2)).then_some(word)
}

/// Whether the word looks like a type, so that it means a step and not a value.
pub(crate) fn is_type_like(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a list starts with a step, so that it is a fan-out whose `|>` is missing.
pub(super) fn starts_with_type(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(word)) if is_type_like(&word.to_string()))
}

/// Whether the list has a `,`, so that parentheses around it make a tuple.
pub(super) fn has_comma(tokens: &[TokenTree]) -> bool {
    let mut cursor = Cursor::new(tokens, Span::call_site());
    cursor.skip_element();
    !cursor.is_at_end()
}

/// Whether the brackets hold values, as those of an output `(a, b)` do, and not the arguments of a call, `(whiten = true)`.
pub(super) fn holds_values(group: &Group) -> bool {
    let tokens = super::cursor::tokens(group.stream());
    let is_argument = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '=' | ':'),
        TokenTree::Literal(_) => true,
        _ => false,
    };
    group.delimiter() == Delimiter::Brace || has_comma(&tokens) && !tokens.iter().any(is_argument)
}

/// Whether the brackets are an index, `[0]`, and no list of values.
pub(super) fn is_index(group: &Group) -> bool {
    let tokens = super::cursor::tokens(group.stream());
    !matches!(tokens.as_slice(), [TokenTree::Ident(_) | TokenTree::Group(_), TokenTree::Punct(_), ..])
}

/// Whether an element starts with a number, so that the list is dims: no step starts with one.
pub(super) fn is_dims(tokens: &[TokenTree]) -> bool {
    let mut cursor = Cursor::new(tokens, Span::call_site());
    while !cursor.is_at_end() {
        if matches!(cursor.skip_element().first(), Some(TokenTree::Literal(_))) {
            return true;
        }
        cursor.skip(1);
    }
    false
}
