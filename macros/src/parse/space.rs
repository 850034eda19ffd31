//! Search spaces that no data can make right: `log(0.0..=1.0)`, `uniform(1.0..=0.1)`, a default outside of its own space.
//!
//! Invariant: only literals are judged. A space of other expressions is checked when it is built.

use proc_macro2::{Delimiter, Span, TokenTree};

use super::cursor::{self, Cursor};

/// Returns the place and the message of a mistake in a distribution; `default` are the tokens of the hyperparameter's value.
pub(crate) fn mistake(default: &[TokenTree], distribution: &[TokenTree]) -> Option<(Span, String)> {
    let span = default.first().map_or_else(Span::call_site, TokenTree::span);
    judge(Value::read(default), span, distribution)
}

/// As [`mistake`], of a hyperparameter of this type.
pub(crate) fn mistake_for(ty: &str, distribution: &[TokenTree]) -> Option<(Span, String)> {
    const NUMBERS: [&str; 12] =
        ["f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];
    let of_type = match ty {
        "bool" => Some(Value::Boolean),
        _ => NUMBERS.contains(&ty).then_some(Value::AnyNumber),
    };
    judge(of_type, Span::call_site(), distribution)
}

fn judge(given: Option<Value>, place: Span, distribution: &[TokenTree]) -> Option<(Span, String)> {
    let [TokenTree::Ident(word), TokenTree::Group(arguments)] = distribution else { return None };
    if arguments.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let name = word.to_string();
    let kind = match name.as_str() {
        "uniform" | "log" | "normal" | "log_normal" => Kind::Real,
        "integer" | "log_integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        _ => return None,
    };
    match (kind, given) {
        (Kind::Boolean, Some(Value::Number(_) | Value::AnyNumber)) => {
            return Some((
                word.span(),
                "`boolean()` is the space of `true` and `false`, not of a number".to_owned(),
            ));
        }
        (Kind::Real | Kind::Integer, Some(Value::Boolean)) => {
            return Some((
                word.span(),
                format!("the value is `true` or `false`: its space is `boolean()`, not `{name}(..)`"),
            ));
        }
        _ => {}
    }
    let tokens = cursor::tokens(arguments.stream());
    let (low, high) = range(&tokens)?;
    let written = super::text::written(&tokens).replace("..= ", "..=");
    if low > high {
        return Some((
            arguments.span(),
            format!("the range {written} is empty: write the smaller end first"),
        ));
    }
    if name.starts_with("log") && low <= 0.0 {
        return Some((
            arguments.span(),
            format!("`{name}` has positive numbers only: the low end of {written} must be above 0"),
        ));
    }
    match given {
        Some(Value::Number(value)) if value < low || value > high => {
            Some((place, format!("the value {value} is outside of its own space, {written}")))
        }
        _ => None,
    }
}

enum Kind {
    Real,
    Integer,
    Boolean,
}

/// A literal.
#[derive(Clone, Copy)]
enum Value {
    Number(f64),
    /// The number is not known.
    AnyNumber,
    Boolean,
}

impl Value {
    fn read(tokens: &[TokenTree]) -> Option<Value> {
        match tokens {
            [TokenTree::Ident(word)] if word == "true" || word == "false" => Some(Value::Boolean),
            _ => number(tokens).map(Value::Number),
        }
    }
}

/// Reads `0.1`, `-3`, `1e-3_f64`.
fn number(tokens: &[TokenTree]) -> Option<f64> {
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
fn range(tokens: &[TokenTree]) -> Option<(f64, f64)> {
    let cursor = Cursor::new(tokens, Span::call_site());
    let dots = (0..tokens.len()).find(|&at| cursor.is_pair(at, '.', '.'))?;
    if !cursor.is_char(dots + 2, '=') {
        return None;
    }
    Some((number(tokens.get(..dots)?)?, number(tokens.get(dots + 3..)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_wrong_literals_are_mistakes() {
        let said = |default: &str, distribution: &str| {
            let tokens = |text: &str| cursor::tokens(text.parse().expect("tokens"));
            let (default, distribution) = (tokens(default), tokens(distribution));
            mistake(&default, &distribution).map_or_else(String::new, |(_, message)| message)
        };
        for (default, distribution, part) in [
            ("1.0", "uniform(0.1..=1.0)", ""),
            ("-1", "uniform(-2..=-0.5)", ""),
            ("x", "log(LOW..=1.0)", ""),
            ("f(3)", "log(1e-3..=1.0)", ""),
            ("true", "boolean()", ""),
            ("9.0", "categorical([1.0, 2.0])", ""),
            ("9.0", "my::log(0.0..=1.0)", ""),
            ("3", "integer(1..=8).by(2)", ""),
            ("0.5", "log(0.0..=1.0)", "must be above 0"),
            ("4", "log_integer(0..=8)", "must be above 0"),
            ("0.5", "uniform(1.0..=0.1)", "is empty"),
            ("5.0", "uniform(0.1..=1.0)", "the value 5 is outside"),
            ("-3", "integer(-2..=4)", "the value -3 is outside"),
            ("true", "uniform(0.0..=1.0)", "its space is `boolean()`"),
            ("0.5", "boolean()", "not of a number"),
        ] {
            let said = said(default, distribution);
            assert_eq!(said.is_empty(), part.is_empty(), "{default} ~ {distribution}: {said}");
            assert!(said.contains(part), "{default} ~ {distribution}: {said}");
        }
        let of_type = |ty| mistake_for(ty, &cursor::tokens("boolean()".parse().expect("tokens"))).is_some();
        assert!(of_type("f64") && of_type("usize") && !of_type("bool") && !of_type("Strength"));
    }
}
