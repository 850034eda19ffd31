//! [`Value`], the value of one hyperparameter, and [`Parameter`], the Rust types of hyperparameters.
//!
//! Invariant: a value survives the round trip through text, and the value of a type the round trip through [`Value`].

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// The value of a hyperparameter.
///
/// ```
/// use shapeflow::space::Value;
///
/// assert_eq!("0.5".parse::<Value>()?, Value::Real(0.5));
/// assert_eq!("8".parse::<Value>()?, Value::Integer(8));
/// assert_eq!("true".parse::<Value>()?, Value::Boolean(true));
/// assert_eq!("l1".parse::<Value>()?, Value::Text("l1".to_owned()));
/// assert_eq!(Value::from("8").to_string(), "\"8\""); // quoted, because 8 is a number
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A real number.
    Real(f64),
    /// An integer, wide enough for each of Rust's integer types up to 64 bits.
    Integer(i128),
    /// `true` or `false`.
    Boolean(bool),
    /// A name: a category, or the arm of a choice.
    Text(String),
}

/// The kind of a [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// [`Value::Real`]. An integer that `f64` represents exactly is accepted as well.
    Real,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Boolean`].
    Boolean,
    /// [`Value::Text`].
    Text,
}

impl Kind {
    /// Returns whether a hyperparameter of this kind accepts values of the other.
    pub fn takes(self, other: Kind) -> bool {
        self == other || (self, other) == (Kind::Real, Kind::Integer)
    }
}

impl Value {
    /// Returns the kind.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Real(_) => Kind::Real,
            Value::Integer(_) => Kind::Integer,
            Value::Boolean(_) => Kind::Boolean,
            Value::Text(_) => Kind::Text,
        }
    }

    /// Returns the number, if `f64` represents it exactly.
    pub fn as_real(&self) -> Option<f64> {
        match *self {
            Value::Real(value) => Some(value),
            Value::Integer(value) => exact(value),
            Value::Boolean(_) | Value::Text(_) => None,
        }
    }

    /// Returns whether both are equal; `1` and `1.0` are.
    pub(super) fn is_same(&self, other: &Value) -> bool {
        match (self.as_real(), other.as_real()) {
            (Some(left), Some(right)) => left == right,
            _ => self == other,
        }
    }

    /// Returns the value as it is written in Rust.
    pub(super) fn literal(&self) -> String {
        match self {
            Value::Text(text) => format!("{text:?}"),
            other => other.to_string(),
        }
    }

    /// Returns the error that something else was expected.
    pub(crate) fn unexpected(&self, expected: &str) -> Error {
        Error::new(format!("expected {expected}, found {} `{self}`", self.kind()))
    }
}

/// Returns the integer as `f64`, if `f64` represents it exactly.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the way back is compared")]
fn exact(value: i128) -> Option<f64> {
    let real = value as f64;
    (real as i128 == value).then_some(real)
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Real => "real number",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Text => "text",
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Real(value) => write!(f, "{value:?}"),
            Value::Integer(value) => write!(f, "{value}"),
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Text(text) if reads_as_itself(text) => f.write_str(text),
            Value::Text(text) => write!(f, "\"{}\"", escaped(text)),
        }
    }
}

/// Returns whether the text needs no quotes.
fn reads_as_itself(text: &str) -> bool {
    let is_plain = !text.is_empty() && !text.contains(['"', '\\', '\n', '\r', '#']);
    is_plain && matches!(unquoted(text), Value::Text(read) if read == text)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")
}

/// Reads a text without quotes as a boolean, a number or a name.
fn unquoted(text: &str) -> Value {
    let text = text.trim();
    if let Ok(value) = text.parse() {
        Value::Boolean(value)
    } else if let Ok(value) = text.parse() {
        Value::Integer(value)
    } else if let Ok(value) = text.parse() {
        Value::Real(value)
    } else {
        Value::Text(text.to_owned())
    }
}

impl FromStr for Value {
    type Err = Error;

    /// Reads `true`, `8`, `0.5`, `name` or `"any text"`.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let Some(rest) = text.strip_prefix('"') else {
            return Ok(unquoted(text)).and_then(|value| match value {
                Value::Text(text) if text.is_empty() => {
                    Err(Error::new("expected a value, found nothing; an empty text is written `\"\"`"))
                }
                value => Ok(value),
            });
        };
        let mut read = String::new();
        let mut rest = rest.chars();
        loop {
            match rest.next() {
                Some('"') if rest.as_str().is_empty() => return Ok(Value::Text(read)),
                Some('\\') => read.push(match rest.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some(other @ ('"' | '\\')) => other,
                    _ => return Err(Error::new(format!("`{text}`: after `\\` must follow n, r, \" or \\"))),
                }),
                Some('"') | None => {
                    return Err(Error::new(format!("`{text}`: a quoted text ends with one `\"`")));
                }
                Some(other) => read.push(other),
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

/// A type of hyperparameters: numbers, `bool`, `String`, and enums with
/// [`#[derive(Hyperparameters)]`](derive@crate::space::Hyperparameters) whose variants have no fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a hyperparameter",
    label = "expected a number, `bool`, `String` or an enum of names",
    note = "write `#[space(nested)]` before a field that has hyperparameters itself, or is an `Option`, and `#[space(skip)]` before one that is not a hyperparameter"
)]
pub trait Parameter: Sized {
    /// The kind of the values.
    const KIND: Kind;

    /// Converts to a [`Value`].
    fn to_value(&self) -> Value;

    /// Converts from a [`Value`].
    ///
    /// # Errors
    /// The value is of another kind, or the type cannot hold it.
    fn from_value(value: &Value) -> Result<Self>;
}

macro_rules! integers {
    ($($name:ident)*) => {$(
        impl Parameter for $name {
            const KIND: Kind = Kind::Integer;

            fn to_value(&self) -> Value {
                // Lossless: no integer here has more than 64 bits.
                Value::Integer(*self as i128)
            }

            fn from_value(value: &Value) -> Result<Self> {
                let expected = || format!("an integer of {}..={}", $name::MIN, $name::MAX);
                match value {
                    Value::Integer(number) => (*number).try_into().map_err(|_| value.unexpected(&expected())),
                    other => Err(other.unexpected(&expected())),
                }
            }
        }

        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                value.to_value()
            }
        }
    )*};
}
integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

macro_rules! parameters {
    ($($name:ident, $kind:ident, $value:ident: $to:expr, $from:expr;)*) => {$(
        impl Parameter for $name {
            const KIND: Kind = Kind::$kind;

            fn to_value(&self) -> Value {
                let $value = self.clone();
                Value::$kind($to)
            }

            fn from_value($value: &Value) -> Result<Self> {
                $from
            }
        }

        impl From<$name> for Value {
            fn from($value: $name) -> Self {
                Value::$kind($to)
            }
        }
    )*};
}
parameters! {
    f64, Real, value: value, value.as_real().ok_or_else(|| value.unexpected("a real number"));
    f32, Real, value: f64::from(value), single(value);
    bool, Boolean, value: value, match value {
        Value::Boolean(value) => Ok(*value),
        other => Err(other.unexpected("true or false")),
    };
    String, Text, value: value, match value {
        Value::Text(text) => Ok(text.clone()),
        other => Err(other.unexpected("a text")),
    };
}

/// Converts to the nearest `f32`. A decimal is rounded, as its writer expects, but no number becomes infinite.
fn single(value: &Value) -> Result<f32> {
    let wide = value.as_real().ok_or_else(|| value.unexpected("a real number"))?;
    #[expect(clippy::cast_possible_truncation, reason = "rounds, and overflow is checked")]
    let narrow = wide as f32;
    if narrow.is_infinite() && wide.is_finite() {
        return Err(value.unexpected(&format!("a number of {:e}..={:e}", f32::MIN, f32::MAX)));
    }
    Ok(narrow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<f64>().prop_filter("equals itself", |value| !value.is_nan()).prop_map(Value::Real),
            any::<i128>().prop_map(Value::Integer),
            any::<bool>().prop_map(Value::Boolean),
            any::<String>().prop_map(Value::Text),
            "[ \"\\\\a-z0-9.\n\r-]{0,6}".prop_map(Value::Text),
            prop::sample::select(vec!["true", "1", "1e3", "inf", "NaN", " a", ""]).prop_map(Value::from),
        ]
    }

    proptest! {
        #[test]
        fn a_value_survives_as_text(value in values()) {
            prop_assert_eq!(value.to_string().parse::<Value>().expect("its own text"), value);
        }

        #[test]
        fn integers_survive(small in any::<i8>(), large in any::<u64>(), signed in any::<i64>()) {
            prop_assert_eq!(i8::from_value(&small.to_value()).expect("held"), small);
            prop_assert_eq!(u64::from_value(&large.to_value()).expect("held"), large);
            prop_assert_eq!(i64::from_value(&signed.to_value()).expect("held"), signed);
        }

        #[test]
        fn floats_survive(value in any::<f32>(), wide in any::<f64>()) {
            prop_assert_eq!(f32::from_value(&value.to_value()).expect("held").to_bits(), value.to_bits());
            prop_assert_eq!(f64::from_value(&wide.to_value()).expect("held").to_bits(), wide.to_bits());
        }
    }

    #[test]
    fn what_a_type_cannot_hold_is_an_error() {
        let message = |error: Error| error.to_string();
        assert_eq!(
            u8::from_value(&Value::Integer(256)).map_err(message),
            Err("expected an integer of 0..=255, found integer `256`".to_owned())
        );
        assert_eq!(
            usize::from_value(&Value::Real(2.0)).map_err(message),
            Err(format!("expected an integer of 0..={}, found real number `2.0`", usize::MAX))
        );
        assert_eq!(
            bool::from_value(&Value::from("yes")).map_err(message),
            Err("expected true or false, found text `yes`".to_owned())
        );
        assert!(f32::from_value(&Value::Real(1e39)).is_err());
        assert!(f64::from_value(&Value::Integer((1 << 53) + 1)).is_err());
        assert_eq!(f64::from_value(&Value::Integer(8)).expect("exact"), 8.0);
    }

    #[test]
    fn half_quoted_texts_are_errors() {
        for text in ["\"a", "\"a\" b", "\"\\x\"", "\"", ""] {
            assert!(text.parse::<Value>().is_err(), "{text}");
        }
    }
}
