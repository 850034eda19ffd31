//! `Serialize` and `Deserialize` of assignments: a map of paths to plain values.
//!
//! Invariant: self-describing formats (JSON, TOML, MessagePack) round-trip an assignment, or writing it is an error. Text formats
//! refuse numbers that are not finite, which JSON writes as `null`, and integers of more than 64 bits, which JSON reads as
//! floats. Other formats do not tell a number from a text, so they cannot be read.

use std::fmt;

use serde_core::de::{self, MapAccess, Visitor};
use serde_core::ser::Error as _;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::assignment::Assignment;
use super::value::Value;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Real(value) if !value.is_finite() && serializer.is_human_readable() => {
                Err(S::Error::custom(format!(
                    "the value {value} cannot be written, because JSON has no such number; write the assignment as lines instead, \
                     by `to_string`"
                )))
            }
            Value::Real(value) => serializer.serialize_f64(*value),
            Value::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                // A reader of JSON would make a float of it.
                _ if serializer.is_human_readable() => Err(S::Error::custom(format!(
                    "the value {value} cannot be written, because it has more than 64 bits; write the assignment as lines \
                     instead, by `to_string`"
                ))),
                _ => serializer.serialize_i128(*value),
            },
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Text(value) => serializer.serialize_str(value),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a boolean or a text")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Integer(value.into()))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Real(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }
}

impl Serialize for Assignment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Assignment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AssignmentVisitor)
    }
}

struct AssignmentVisitor;

impl<'de> Visitor<'de> for AssignmentVisitor {
    type Value = Assignment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of paths to values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Assignment, A::Error> {
        let mut assignment = Assignment::new();
        while let Some((path, value)) = map.next_entry::<String, Value>()? {
            if assignment.set(path.clone(), value).is_some() {
                return Err(de::Error::custom(format!("the path `{path}` is assigned twice")));
            }
        }
        Ok(assignment)
    }
}
