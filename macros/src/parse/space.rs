//! Search spaces that no data can make right: `log(0.0..=1.0)`, `uniform(1.0..=0.1)`, a default outside of its own space.
//!
//! Invariant: only literals are judged. A space of other expressions is checked when it is built.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};

use super::cursor;
use super::literal::{Value, number, range};

/// Returns the place and the message of a mistake in a distribution; `default` are the tokens of the hyperparameter's value.
pub(crate) fn mistake(default: &[TokenTree], distribution: &[TokenTree]) -> Option<(Span, String)> {
    let span = default.first().map_or_else(Span::call_site, TokenTree::span);
    let given = match Value::read(default) {
        Some(value) => Given::Value(value),
        None => Given::Unknown,
    };
    Distribution::read(distribution)?.judge(&given, span)
}

/// As [`mistake`], of a hyperparameter of this type.
pub(crate) fn mistake_for(ty: &str, distribution: &[TokenTree]) -> Option<(Span, String)> {
    Distribution::read(distribution)?.judge(&Given::Type(ty.to_owned()), Span::call_site())
}

/// Whether the value can be one of this type: a literal of another type is rustc's error.
pub(crate) fn may_be(ty: &str, value: &[TokenTree]) -> bool {
    let is_real = matches!(ty, "f32" | "f64");
    let is_known = is_real || whole(ty).is_some() || matches!(ty, "bool" | "String");
    !is_known
        || match Value::read(value) {
            Some(Value::Whole(_)) => whole(ty).is_some(),
            Some(Value::Real(_)) => is_real,
            Some(Value::Boolean(_)) => ty == "bool",
            Some(Value::Text(_)) => ty == "String",
            None => true,
        }
}

/// Whether the tokens can only be a distribution: a constructor of one, with a range or a list.
pub(super) fn is_distribution(tokens: &[TokenTree]) -> bool {
    let Some(distribution) = Distribution::read(tokens) else { return false };
    match (distribution.name.as_str(), distribution.tokens.as_slice()) {
        ("uniform" | "log" | "integer" | "log_integer", arguments) => range(arguments).is_some(),
        ("categorical" | "ordinal", [TokenTree::Group(list)]) => list.delimiter() == Delimiter::Bracket,
        ("boolean", []) => true,
        _ => false,
    }
}

/// What is known of the hyperparameter.
enum Given {
    Value(Value),
    Type(String),
    Unknown,
}

impl Given {
    fn is_boolean(&self) -> bool {
        matches!(self, Given::Value(Value::Boolean(_))) || matches!(self, Given::Type(ty) if ty == "bool")
    }

    fn is_number(&self) -> bool {
        match self {
            Given::Value(value) => matches!(value, Value::Whole(_) | Value::Real(_)),
            Given::Type(ty) => matches!(ty.as_str(), "f32" | "f64") || whole(ty).is_some(),
            Given::Unknown => false,
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Given::Value(Value::Text(_))) || matches!(self, Given::Type(ty) if ty == "String")
    }

    /// Whether it is a whole number, by its type or as a literal without a point. In Rust, such a literal is never a float.
    fn is_whole(&self) -> bool {
        matches!(self, Given::Value(Value::Whole(_))) || self.whole().is_some()
    }

    /// The smallest and the largest number of the type, if it is one of whole numbers.
    fn whole(&self) -> Option<(f64, f64)> {
        let Given::Type(ty) = self else { return None };
        whole(ty)
    }
}

fn whole(ty: &str) -> Option<(f64, f64)> {
    Some(match ty {
        "u8" => (0.0, f64::from(u8::MAX)),
        "u16" => (0.0, f64::from(u16::MAX)),
        "u32" => (0.0, f64::from(u32::MAX)),
        "u64" | "usize" => (0.0, u64::MAX as f64),
        "i8" => (f64::from(i8::MIN), f64::from(i8::MAX)),
        "i16" => (f64::from(i16::MIN), f64::from(i16::MAX)),
        "i32" => (f64::from(i32::MIN), f64::from(i32::MAX)),
        "i64" | "isize" => (i64::MIN as f64, i64::MAX as f64),
        _ => return None,
    })
}

/// The call of a constructor, such as `integer(1..=8).by(2)`.
struct Distribution<'a> {
    word: &'a Ident,
    name: String,
    arguments: &'a Group,
    tokens: Vec<TokenTree>,
    /// The method after it, and its arguments.
    method: Option<(&'a Ident, &'a Group)>,
}

impl<'a> Distribution<'a> {
    /// `None` for any other expression.
    fn read(tokens: &'a [TokenTree]) -> Option<Self> {
        let (word, arguments, method) = match tokens {
            [TokenTree::Ident(word), TokenTree::Group(arguments)] => (word, arguments, None),
            [
                TokenTree::Ident(word),
                TokenTree::Group(arguments),
                TokenTree::Punct(dot),
                TokenTree::Ident(method),
                TokenTree::Group(given),
            ] if dot.as_char() == '.' => (word, arguments, Some((method, given))),
            _ => return None,
        };
        let is_call = arguments.delimiter() == Delimiter::Parenthesis;
        let tokens = cursor::tokens(arguments.stream());
        is_call.then(|| Self { word, name: word.to_string(), arguments, tokens, method })
    }

    /// `place` is that of the value.
    fn judge(&self, given: &Given, place: Span) -> Option<(Span, String)> {
        match self.name.as_str() {
            "uniform" | "log" => self.kind(given, true).or_else(|| self.range(given, place)),
            "integer" | "log_integer" => self.kind(given, false).or_else(|| self.range(given, place)),
            "normal" | "log_normal" => self.kind(given, true).or_else(|| self.deviation()),
            "categorical" | "ordinal" => self.list(given, place),
            "loguniform" | "lognormal" | "randint" => {
                let ours = match self.name.as_str() {
                    "loguniform" => "log",
                    "lognormal" => "log_normal",
                    _ => "integer",
                };
                let name = &self.name;
                Some((self.word.span(), format!("there is no `{name}` here: write `{ours}(..)`")))
            }
            "boolean" if given.is_number() || given.is_text() => {
                let what = if given.is_text() { "text" } else { "number" };
                let message = format!("`boolean()` is the space of `true` and `false`, not of a {what}");
                Some((self.word.span(), message))
            }
            _ => None,
        }
        .or_else(|| self.two_ends())
        .or_else(|| self.method())
    }

    /// The mistake in `log(0.01, 10.0)`, as other libraries write a range.
    fn two_ends(&self) -> Option<(Span, String)> {
        let takes_range = ["uniform", "log", "integer", "log_integer"].contains(&self.name.as_str());
        let [low, high] = self.tokens.split(super::is_comma).collect::<Vec<_>>()[..] else { return None };
        number(low).or_else(|| number(high)).filter(|_| takes_range)?;
        let is_real = ["uniform", "log"].contains(&self.name.as_str());
        let end = |tokens| {
            let written = super::text::written(tokens);
            if is_real && number(tokens).is_some() && !written.contains(['.', 'e']) {
                format!("{written}.0")
            } else {
                written
            }
        };
        let (name, low, high) = (&self.name, end(low), end(high));
        let message = format!("both ends of the range are included: write `{name}({low}..={high})`");
        Some((self.arguments.span(), message))
    }

    /// The mistake in a space of numbers for a value that is none, or of real numbers for a type of whole ones.
    fn kind(&self, given: &Given, is_real: bool) -> Option<(Span, String)> {
        let name = &self.name;
        let message = if given.is_boolean() {
            format!("the value is `true` or `false`: its space is `boolean()`, not `{name}(..)`")
        } else if given.is_text() {
            format!(
                "the value is a text, and `{name}(..)` draws numbers: write the number without quotes, or \
                 `categorical([..])` for texts"
            )
        } else if is_real && given.is_whole() {
            let or = if matches!(given, Given::Value(_)) {
                "; a real number has a point, as in `1.0`"
            } else {
                ""
            };
            format!(
                "the value is a whole number: its space is `integer(..)` or `log_integer(..)`, not `{name}(..)`{or}"
            )
        } else {
            return None;
        };
        Some((self.word.span(), message))
    }

    fn range(&self, given: &Given, place: Span) -> Option<(Span, String)> {
        let (low, high) = range(&self.tokens)?;
        let (written, span) = (
            super::text::written(&self.tokens).replace("..= ", "..=").replace("- ", "-"),
            self.arguments.span(),
        );
        if low > high {
            return Some((span, format!("the range {written} is empty: write the smaller end first")));
        }
        if self.name.starts_with("log") && low <= 0.0 {
            let name = &self.name;
            return Some((
                span,
                format!("`{name}` has positive numbers only: the low end of {written} must be above 0"),
            ));
        }
        if let Some((least, most)) = given.whole()
            && (low < least || high > most)
        {
            let Given::Type(ty) = given else { return None };
            return Some((span, format!("the range {written} has numbers that are no `{ty}`")));
        }
        let value = match given {
            Given::Value(Value::Whole(value) | Value::Real(value)) => *value,
            _ => return None,
        };
        let step = self
            .method
            .filter(|(word, _)| *word == "by")
            .and_then(|(_, step)| number(&cursor::tokens(step.stream())));
        let is_between = step.is_some_and(|step| step >= 1.0 && (value - low) % step != 0.0);
        if value < low || value > high {
            Some((place, format!("the value {value} is outside of its own space, {written}")))
        } else if is_between {
            Some((
                place,
                format!("the value {value} is outside of its own space, {written} in steps of {}", step?),
            ))
        } else {
            None
        }
    }

    /// The mistake in `normal(mean, deviation)`.
    fn deviation(&self) -> Option<(Span, String)> {
        let comma = self
            .tokens
            .iter()
            .position(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','))?;
        let deviation = number(self.tokens.get(comma + 1..)?)?;
        let message =
            format!("the deviation must be above 0, got {deviation}: write `{}(mean, deviation)`", self.name);
        (deviation <= 0.0).then(|| (self.arguments.span(), message))
    }

    /// The mistake in `categorical([..])`.
    fn list(&self, given: &Given, place: Span) -> Option<(Span, String)> {
        let [TokenTree::Group(list)] = self.tokens.as_slice() else { return None };
        let tokens = cursor::tokens(list.stream());
        if list.delimiter() != Delimiter::Bracket {
            return None;
        }
        if tokens.is_empty() {
            return Some((
                list.span(),
                format!("`{}` needs at least one value: write the values in it", self.name),
            ));
        }
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ',');
        let items = tokens.split(is_comma).filter(|item| !item.is_empty());
        let values: Vec<(Value, Span)> =
            items.map(|item| Some((Value::read(item)?, item.first()?.span()))).collect::<Option<_>>()?;
        for (at, (value, span)) in values.iter().enumerate() {
            if values.iter().take(at).any(|(earlier, _)| earlier == value) {
                return Some((*span, "this value is in the list already: write it once".to_owned()));
            }
            let is_other = match value {
                Value::Text(_) => given.is_number() || given.is_boolean(),
                Value::Boolean(_) => given.is_number() || given.is_text(),
                Value::Whole(_) => given.is_text() || given.is_boolean(),
                Value::Real(_) => given.is_text() || given.is_boolean() || given.is_whole(),
            };
            if is_other {
                return Some((
                    *span,
                    "the value of the hyperparameter is of another type than this one".to_owned(),
                ));
            }
        }
        let Given::Value(given) = given else { return None };
        let is_known = values.iter().any(|(value, _)| value.is(given));
        (!is_known)
            .then(|| (place, "the value is outside of its own space: it is not in the list".to_owned()))
    }

    /// The mistake in the method after a constructor.
    fn method(&self) -> Option<(Span, String)> {
        let (method, arguments) = self.method?;
        let (name, tokens) = (&self.name, cursor::tokens(arguments.stream()));
        if method == "by" && name == "integer" {
            let step = number(&tokens).filter(|step| *step < 1.0)?;
            return Some((arguments.span(), format!("the step must be at least 1, got {step}")));
        }
        if method == "within" && matches!(name.as_str(), "uniform" | "log" | "integer" | "log_integer") {
            return Some((
                method.span(),
                format!(
                    "`within` cuts a `normal` or `log_normal` distribution: write the range in `{name}(..)`"
                ),
            ));
        }
        None
    }
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
            ("-1.0", "uniform(-2..=-0.5)", ""),
            ("x", "log(LOW..=1.0)", ""),
            ("f(3)", "log(1e-3..=1.0)", ""),
            ("true", "boolean()", ""),
            ("9.0", "categorical([1.0, 2.0, 9.0])", ""),
            ("\"b\".to_owned()", "categorical([\"a\", \"b\"])", ""),
            ("\"b\"", "categorical([\"a\", \"b\"])", ""),
            ("true", "categorical([true, x])", ""),
            ("true", "categorical([true, false])", ""),
            ("32", "ordinal([16, 32])", ""),
            ("0.5", "normal(0.0, 1.0).within(-2.0..=2.0)", ""),
            ("9.0", "categorical([1.0, 2.0])", "not in the list"),
            ("64", "ordinal([16, 32])", "not in the list"),
            ("32", "categorical([16.0, 32.0])", "another type"),
            ("32", "categorical([\"16\"])", "another type"),
            ("16", "categorical([16, 32, 32])", "in the list already"),
            ("16", "categorical([])", "at least one value"),
            ("0.5", "normal(0.0, -1.0)", "the deviation must be above 0, got -1"),
            ("3", "integer(1..=9).by(0)", "at least 1, got 0"),
            ("30", "integer(16..=64).by(16)", "in steps of 16"),
            ("3.0", "uniform(0.0..=9.0).within(1.0..=2.0)", "cuts a `normal`"),
            ("\"a\"", "uniform(0.0..=9.0)", "the value is a text, and `uniform(..)` draws numbers"),
            (
                "3",
                "log(1.0..=9.0)",
                "the value is a whole number: its space is `integer(..)` or `log_integer(..)`",
            ),
            ("3", "normal(5.0, 1.0)", "the value is a whole number"),
            ("EPOCHS", "log(1.0..=9.0)", ""),
            ("9.0", "my::log(0.0..=1.0)", ""),
            ("0.5", "loguniform(1e-3..=1e2)", "write `log(..)`"),
            ("0.5", "my::loguniform(1e-3..=1e2)", ""),
            ("3", "integer(1..=8).by(2)", ""),
            ("0.5", "log(0.0..=1.0)", "must be above 0"),
            ("4", "log_integer(0..=8)", "must be above 0"),
            ("0.5", "uniform(1.0..=0.1)", "is empty"),
            ("5.0", "uniform(0.1..=1.0)", "the value 5 is outside"),
            ("-3", "integer(-2..=4)", "the value -3 is outside"),
            ("true", "uniform(0.0..=1.0)", "its space is `boolean()`"),
            ("0.5", "boolean()", "not of a number"),
            ("\"a\"", "boolean()", "not of a text"),
        ] {
            let said = said(default, distribution);
            assert_eq!(said.is_empty(), part.is_empty(), "{default} ~ {distribution}: {said}");
            assert!(said.contains(part), "{default} ~ {distribution}: {said}");
        }
        let of_type = |ty| mistake_for(ty, &cursor::tokens("boolean()".parse().expect("tokens"))).is_some();
        assert!(of_type("f64") && of_type("usize") && !of_type("bool") && !of_type("Strength"));
        let of = |ty: &str, distribution: &str| {
            let tokens = cursor::tokens(distribution.parse().expect("tokens"));
            mistake_for(ty, &tokens).map_or_else(String::new, |(_, message)| message)
        };
        assert!(of("usize", "uniform(1.0..=3.0)").contains("a whole number"));
        let may_have = |ty, value: &str| may_be(ty, &cursor::tokens(value.parse().expect("tokens")));
        assert!(
            may_have("f64", "2.0")
                && may_have("f64", "E")
                && may_have("u8", "2")
                && may_have("Strength", "2")
        );
        assert!(
            !may_have("f64", "\"2\"")
                && !may_have("f64", "2")
                && !may_have("bool", "1")
                && !may_have("u8", "2.0")
        );
        assert_eq!(of("usize", "integer(-3..=3)"), "the range -3..=3 has numbers that are no `usize`");
        assert_eq!(of("u8", "integer(0..=300)"), "the range 0..=300 has numbers that are no `u8`");
        assert!(of("String", "categorical([1, 2])").contains("another type"));
        assert_eq!(
            of("i8", "integer(-3..=3)")
                + &of("f32", "uniform(-3.0..=3.0)")
                + &of("String", "categorical([\"a\"])"),
            ""
        );
    }
}
