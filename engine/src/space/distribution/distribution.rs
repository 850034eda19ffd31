//! [`Distribution`]: the probabilities of the values of a hyperparameter.
//!
//! Invariant: a distribution that cannot be sampled cannot be constructed. One random number makes one value, by the
//! inverse of the cumulative probability, so the same random numbers give the same values on every platform.

use std::fmt;

use rand_core::Rng;

use super::integers::Integers;
use super::lattice::Lattice;
use super::listed::Listed;
use super::real::{Range, Real};
use crate::Result;
use crate::space::value::{Kind, Value};

/// The probabilities of the values of a hyperparameter.
///
/// ```
/// use shapeflow::space::{Adjust, Value, integer, log, normal};
///
/// let c = log(1e-2..=1e2)?;
/// assert!((c.cumulative(&Value::Real(1.0))? - 0.5).abs() < 1e-12);
/// assert!(c.contains(&c.inverse(0.5)));
/// let depth = integer(1..=8).by(2)?;
/// assert_eq!(depth.density(&Value::Integer(3)), 0.25);
/// assert_eq!(normal(0.0, 1.0).within(-2.0..=2.0)?.to_string(), "normal(0.0, 1.0).within(-2.0..=2.0)");
/// assert!(log(0.0..=1.0).is_err());
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution(pub(super) Family);

/// The families of distributions.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Family {
    Real(Real),
    Quantised(Lattice),
    Integer(Integers),
    LogInteger(Lattice),
    Listed(Listed),
}

impl Distribution {
    /// Returns the kind of the values.
    pub fn kind(&self) -> Kind {
        match &self.0 {
            Family::Real(_) | Family::Quantised(_) => Kind::Real,
            Family::Integer(_) | Family::LogInteger(_) => Kind::Integer,
            Family::Listed(listed) => listed.kind(),
        }
    }

    /// Samples one value: [`inverse`](Self::inverse) of a random number strictly between 0 and 1. It uses one `u64` of `rng`.
    pub fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> Value {
        self.inverse(unit(rng.next_u64()))
    }

    /// Returns the probability density at the value, or its probability if the distribution is discrete. It is 0 for a value
    /// that cannot occur.
    pub fn density(&self, value: &Value) -> f64 {
        match (&self.0, value.as_real()) {
            (Family::Real(real), Some(x)) => real.density(x),
            (Family::Quantised(lattice), Some(x)) => lattice.mass(x),
            (Family::LogInteger(lattice), Some(x)) if self.contains(value) => lattice.mass(x),
            (Family::Integer(integers), Some(_)) if self.contains(value) => integers.mass(),
            (Family::Listed(listed), _) if listed.index(value).is_some() => listed.mass(),
            _ => 0.0,
        }
    }

    /// Returns the probability of the values up to and including this one: by size, or in a list by position.
    ///
    /// # Errors
    /// The value is NaN, of another kind, or not in the list.
    pub fn cumulative(&self, value: &Value) -> Result<f64> {
        let unexpected = || value.unexpected(&format!("a value of {self}"));
        if let Family::Listed(listed) = &self.0 {
            return listed.index(value).map(|index| listed.cumulative(index)).ok_or_else(unexpected);
        }
        let x = value.as_real().filter(|x| !x.is_nan()).ok_or_else(unexpected)?;
        Ok(match &self.0 {
            Family::Real(real) => real.cumulative(x),
            Family::Quantised(lattice) | Family::LogInteger(lattice) => lattice.cumulative(x),
            Family::Integer(integers) => integers.cumulative(x),
            Family::Listed(_) => return Err(unexpected()),
        })
    }

    /// Returns the quantile: the smallest value whose cumulative probability reaches `p`. `p` is clamped to 0..=1; NaN is 0.
    #[expect(clippy::cast_possible_truncation, reason = "an integer that `f64` holds")]
    pub fn inverse(&self, p: f64) -> Value {
        let p = if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) };
        match &self.0 {
            Family::Real(real) => Value::Real(real.inverse(p)),
            Family::Quantised(lattice) => Value::Real(lattice.inverse(p)),
            Family::LogInteger(lattice) => Value::Integer(lattice.inverse(p) as i128),
            Family::Integer(integers) => Value::from(integers.inverse(p)),
            Family::Listed(listed) => listed.inverse(p).clone(),
        }
    }

    /// Returns whether the value can occur. An integer counts as a real number.
    pub fn contains(&self, value: &Value) -> bool {
        match (&self.0, value) {
            (Family::Integer(integers), Value::Integer(value)) => integers.contains(*value),
            (Family::LogInteger(lattice), Value::Integer(_)) => {
                value.as_real().is_some_and(|x| lattice.contains(x))
            }
            (Family::Integer(_) | Family::LogInteger(_), _) => false,
            (Family::Real(real), _) => value.as_real().is_some_and(|x| real.contains(x)),
            (Family::Quantised(lattice), _) => value.as_real().is_some_and(|x| lattice.contains(x)),
            (Family::Listed(listed), _) => listed.index(value).is_some(),
        }
    }

    /// Returns the mean, if the values are numbers.
    pub fn mean(&self) -> Option<f64> {
        match &self.0 {
            Family::Real(real) => Some(real.mean()),
            Family::Quantised(lattice) | Family::LogInteger(lattice) => Some(lattice.mean()),
            Family::Integer(integers) => Some(integers.mean()),
            Family::Listed(listed) => {
                listed.numbers().map(|numbers| numbers.iter().sum::<f64>() * listed.mass())
            }
        }
    }

    /// Returns the smallest and the largest value, if they are numbers; infinite if there is none.
    pub fn bounds(&self) -> Option<(f64, f64)> {
        match &self.0 {
            Family::Real(real) => {
                let Range { min, max } = real.bounds();
                Some((min, max))
            }
            Family::Quantised(lattice) | Family::LogInteger(lattice) => Some(lattice.bounds()),
            Family::Integer(integers) => Some(integers.real_bounds()),
            Family::Listed(listed) => listed.numbers().map(|numbers| {
                numbers
                    .iter()
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), &x| (min.min(x), max.max(x)))
            }),
        }
    }

    /// Returns the number of values, if they can be counted.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "finite and below 2^54")]
    pub fn count(&self) -> Option<u64> {
        match &self.0 {
            Family::Real(_) => None,
            Family::Quantised(lattice) | Family::LogInteger(lattice) => {
                Some(lattice.count()).filter(|count| count.is_finite()).map(|count| count as u64)
            }
            Family::Integer(integers) => u64::try_from(integers.count()).ok(),
            Family::Listed(listed) => u64::try_from(listed.values().len()).ok(),
        }
    }

    /// Returns at most `n` different values, spread evenly over the probability: all values if there are no more than `n`,
    /// else the quantiles at 1/2n, 3/2n and so on.
    pub fn points(&self, n: usize) -> Vec<Value> {
        match self.count().filter(|&count| usize::try_from(count).is_ok_and(|count| count <= n)) {
            Some(count) => (0..count).map(|index| self.value(index)).collect(),
            None => {
                #[expect(clippy::cast_precision_loss, reason = "more than 2^53 points fit into no memory")]
                let share = |index: usize| (index as f64 + 0.5) / n as f64;
                let mut points: Vec<Value> = (0..n).map(|index| self.inverse(share(index))).collect();
                points.dedup();
                points
            }
        }
    }

    /// Returns the value of this index, if the values can be counted.
    #[expect(clippy::cast_possible_truncation, reason = "an integer that `f64` holds")]
    fn value(&self, index: u64) -> Value {
        match &self.0 {
            Family::Quantised(lattice) => Value::Real(lattice.nth(index)),
            Family::LogInteger(lattice) => Value::Integer(lattice.nth(index) as i128),
            Family::Integer(integers) => Value::Integer(integers.nth(index)),
            Family::Listed(listed) => listed.nth(index).clone(),
            Family::Real(_) => self.inverse(0.0),
        }
    }
}

/// Returns a number strictly between 0 and 1: one of 2^52 equally spaced ones.
#[expect(clippy::cast_precision_loss, reason = "52 bits fit")]
fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

impl fmt::Display for Distribution {
    /// Writes the distribution as it is written in Rust.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Family::Real(real) => real.fmt(f),
            Family::Quantised(lattice) => lattice.fmt(f),
            Family::Integer(integers) => integers.fmt(f),
            Family::LogInteger(lattice) => lattice.fmt_as_integers(f),
            Family::Listed(listed) => listed.fmt(f),
        }
    }
}
