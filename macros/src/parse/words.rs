//! Words that are no identifiers, such as `🚀`.
//!
//! Invariant: rustc has reported each of them, so no second error is about one.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use super::depth::MAX_DEPTH;

/// Replaces words from which no identifier can be made.
pub(crate) fn valid_words(input: TokenStream) -> TokenStream {
    if has_invalid_word(input.clone()) { replaced(input, 0) } else { input }
}

fn is_invalid(word: &Ident) -> bool {
    let text = word.to_string();
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    !text.is_ascii() && !text.trim_start_matches("r#").chars().all(is_of_word)
}

fn has_invalid_word(input: TokenStream) -> bool {
    let mut open = vec![input];
    while let Some(stream) = open.pop() {
        for token in stream {
            match token {
                TokenTree::Ident(word) if is_invalid(&word) => return true,
                TokenTree::Group(group) => open.push(group.stream()),
                _ => {}
            }
        }
    }
    false
}

fn replaced(input: TokenStream, depth: usize) -> TokenStream {
    let one = |token| match token {
        TokenTree::Ident(word) if is_invalid(&word) => {
            let letters = word.to_string();
            let text: String = letters.chars().map(|letter| format!("u{:x}", u32::from(letter))).collect();
            TokenTree::Ident(Ident::new(&text, word.span()))
        }
        // Deeper brackets are an error.
        TokenTree::Group(group) if depth < MAX_DEPTH => {
            let mut inner = Group::new(group.delimiter(), replaced(group.stream(), depth + 1));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    };
    input.into_iter().map(one).collect()
}
