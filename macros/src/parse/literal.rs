//! Literals in the tokens of a hyperparameter and of its search space.
//!
//! Invariant: an expression that is no literal has no value here.

use proc_macro2::{Span, TokenTree};

use super::cursor::Cursor;

/// A literal.
#[derive(Clone, PartialEq)]
pub(super) enum Value {
    Whole(f64),
    Real(f64),
    Boolean(bool),
    Text(String),
}

impl Value {
    pub(super) fn read(tokens: &[TokenTree]) -> Option<Value> {
        match tokens {
            [TokenTree::Ident(word)] if word == "true" || word == "false" => {
                Some(Value::Boolean(word == "true"))
            }
            [TokenTree::Literal(literal)] if literal.to_string().starts_with('"') => {
                let text: syn::LitStr = syn::parse_str(&literal.to_string()).ok()?;
                Some(Value::Text(text.value()))
            }
            [.., TokenTree::Literal(literal)] => {
                let is_whole = matches!(syn::parse_str(&literal.to_string()).ok()?, syn::Lit::Int(_));
                number(tokens).map(if is_whole { Value::Whole } else { Value::Real })
            }
            _ => None,
        }
    }

    /// Whether they are equal; a whole number may stand for a real one.
    pub(super) fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Whole(one) | Value::Real(one), Value::Whole(other) | Value::Real(other)) => one == other,
            (Value::Boolean(one), Value::Boolean(other)) => one == other,
            (Value::Text(one), Value::Text(other)) => one == other,
            _ => false,
        }
    }
}

/// Reads `0.1`, `-3`, `1e-3_f64`.
pub(super) fn number(tokens: &[TokenTree]) -> Option<f64> {
    match tokens {
        [TokenTree::Punct(minus), rest @ ..] if minus.as_char() == '-' => number(rest).map(|number| -number),
        [TokenTree::Literal(literal)] => {
            let written = literal.to_string();
            match syn::parse_str(&written).ok()? {
                syn::Lit::Int(number) => number.base10_parse().ok(),
                syn::Lit::Float(number) => number.base10_parse().ok(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Reads the ends of `low..=high`.
pub(super) fn range(tokens: &[TokenTree]) -> Option<(f64, f64)> {
    let cursor = Cursor::new(tokens, Span::call_site());
    let dots = (0..tokens.len()).find(|&at| cursor.is_pair(at, '.', '.'))?;
    if !cursor.is_char(dots + 2, '=') {
        return None;
    }
    Some((number(tokens.get(..dots)?)?, number(tokens.get(dots + 3..)?)?))
}
