//! [`Listed`]: a list of values, all equally probable.
//!
//! Invariant: there is at least one value, all are of one kind, and no two are equal.

use std::fmt;

use super::super::value::{Kind, Value};
use crate::{Error, Result};

/// A list of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    values: Vec<Value>,
    kind: Kind,
    order: Order,
}

/// The meaning of the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// None: a search may try any value after any other.
    Unordered,
    /// Neighbors in the list are similar.
    Ordered,
    /// `false` and `true`.
    Boolean,
}

impl Listed {
    pub(super) fn new(values: Vec<Value>, order: Order) -> Result<Self> {
        let name = order.name();
        let error = |what: String| Err(Error::new(format!("{name}: {what}")));
        let Some(first) = values.first() else {
            return error("the list of values is empty; name at least one".to_owned());
        };
        let kind = first.kind();
        for (index, value) in values.iter().enumerate() {
            if value.kind() != kind {
                return error(format!(
                    "the values must be of one kind, found {kind} `{first}` and {} `{value}`",
                    value.kind()
                ));
            }
            if value.as_real().is_some_and(f64::is_nan) {
                return error("a value is not a number (NaN)".to_owned());
            }
            if values.iter().take(index).any(|before| before == value) {
                return error(format!("the value `{value}` occurs twice"));
            }
        }
        Ok(Self { values, kind, order })
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    pub(super) fn index(&self, value: &Value) -> Option<usize> {
        self.values.iter().position(|candidate| candidate.is_same(value))
    }

    pub(super) fn mass(&self) -> f64 {
        1.0 / real(self.values.len())
    }

    /// Returns the probability of the values up to and including this index.
    pub(super) fn cumulative(&self, index: usize) -> f64 {
        real(index + 1) / real(self.values.len())
    }

    /// Returns the first value whose cumulative probability reaches `p`.
    pub(super) fn inverse(&self, p: f64) -> &Value {
        let index = (0..self.values.len()).find(|&index| self.cumulative(index) >= p);
        &self.values[index.unwrap_or(self.values.len() - 1)]
    }

    /// Returns the value of this index; beyond the end, the last one.
    pub(super) fn nth(&self, index: u64) -> &Value {
        let last = self.values.len() - 1;
        &self.values[usize::try_from(index).map_or(last, |index| index.min(last))]
    }

    /// Returns the numbers of the list, if it is a list of numbers.
    pub(super) fn numbers(&self) -> Option<Vec<f64>> {
        self.values.iter().map(Value::as_real).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a list that fits into memory is shorter than 2^53")]
fn real(count: usize) -> f64 {
    count as f64
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Order::Unordered => "categorical",
            Order::Ordered => "ordinal",
            Order::Boolean => "boolean",
        }
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.order.name())?;
        if self.order == Order::Boolean {
            return f.write_str("()");
        }
        let values: Vec<String> = self.values.iter().map(Value::literal).collect();
        write!(f, "([{}])", values.join(", "))
    }
}
