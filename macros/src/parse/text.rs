//! Tokens as text, about as the user wrote them: `Pca<12>`, `2*d + 1`.
//!
//! Invariant: the text has the same tokens as the source; only the spaces may differ.

use proc_macro2::{Delimiter, Spacing, TokenTree};

use super::cursor;

/// Returns the tokens with the spaces that rustfmt would set, without those around `<`, `>` and `*`.
pub(crate) fn written<'a>(tokens: impl IntoIterator<Item = &'a TokenTree>) -> String {
    let mut text = String::new();
    let mut before: Option<&TokenTree> = None;
    // `-` and `>` of an arrow are one operator.
    let mut joint = false;
    for token in tokens {
        let spaced = text.ends_with("->") || before.is_some_and(|before| !joint && is_spaced(before, token));
        if spaced && !text.ends_with(' ') {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                text.push_str(&written(&cursor::tokens(group.stream())));
                text.push_str(close);
            }
            other => text.push_str(&other.to_string()),
        }
        joint = matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        before = Some(token);
    }
    text
}

fn is_spaced(before: &TokenTree, after: &TokenTree) -> bool {
    match (before, after) {
        (TokenTree::Punct(before), TokenTree::Punct(after)) => {
            matches!(before.as_char(), ',' | ';') || matches!(after.as_char(), '=' | '+' | '-')
        }
        (TokenTree::Punct(before), _) => matches!(before.as_char(), ',' | ';' | '=' | '+' | '-'),
        (_, TokenTree::Punct(after)) => matches!(after.as_char(), '=' | '+' | '-'),
        (TokenTree::Group(_), _) => true,
        (_, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => true,
    }
}

/// Returns one token as error messages show it.
pub(crate) fn found(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "( ... )".to_owned(),
            Delimiter::Brace => "{ ... }".to_owned(),
            _ => "[ ... ]".to_owned(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        written(&cursor::tokens(source.parse().expect("tokens")))
    }

    #[test]
    fn reads_as_written() {
        for source in
            ["Pca<12>", "a::Pca<12, {K + 1}>", "2*d + 1", "Vec<Vec<u8>>", "Map<fn(f32) -> f32>", "h*w/(2*s)"]
        {
            assert_eq!(text(source), source);
        }
        assert_eq!(text("ForEach < Pca < 8 > >"), "ForEach<Pca<8>>");
    }
}
