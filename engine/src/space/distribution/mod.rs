//! Distributions of a hyperparameter's values: what a search samples, and how it measures what it has sampled.
//!
//! | constructor | values | scikit-learn, SciPy, Optuna, Hyperopt |
//! |---|---|---|
//! | [`uniform`]`(0.0..=1.0)` | real numbers | `scipy.stats.uniform`, `suggest_float`, `hp.uniform` |
//! | [`log`]`(1e-3..=1e2)` | positive numbers, uniform in their logarithm | `loguniform`, `suggest_float(log=True)`, `hp.loguniform` |
//! | [`normal`]`(0.0, 1.0)` | real numbers near a mean; [`within`](Adjust::within) cuts it to a range | `norm`, `truncnorm`, `hp.normal` |
//! | [`log_normal`]`(0.0, 1.0)` | positive numbers whose logarithm is normal | `lognorm`, `hp.lognormal` |
//! | [`integer`]`(1..=8)` | each integer; [`by`](Adjust::by) takes every so many | `randint`, `suggest_int` |
//! | [`log_integer`]`(1..=1024)` | integers, uniform in their logarithm | `suggest_int(log=True)` |
//! | [`Adjust::quantised`] | one of the first four, rounded to the multiples of a step | `suggest_float(step=..)`, `hp.quniform` |
//! | [`categorical`]`(["a", "b"])` | values without an order | `suggest_categorical`, `hp.choice` |
//! | [`ordinal`]`([1, 2, 4])` | values with an order | |
//! | [`boolean`]`()` | `false`, `true` | |
//!
//! Invariant: what cannot be sampled cannot be constructed, and one random number makes one value, by the inverse of
//! the cumulative probability: the same random numbers give the same values on every platform.

mod constructors;
mod gaussian;
mod integers;
mod lattice;
mod listed;
mod real;
#[cfg(test)]
mod tests;

use std::fmt;

use rand_core::Rng;

use super::value::{Kind, Value};
use crate::Result;
use integers::Integers;
use lattice::Lattice;
use listed::{Listed, Order};
use real::{Range, Real};

pub use constructors::{
    Adjust, Declared, boolean, categorical, integer, log, log_integer, log_normal, normal, ordinal, uniform,
};

/// How probable each value of a hyperparameter is.
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
pub struct Distribution(Family);

#[derive(Debug, Clone, PartialEq)]
enum Family {
    Real(Real),
    Quantised(Lattice),
    Integer(Integers),
    LogInteger(Lattice),
    Listed(Listed),
}

impl Distribution {
    /// The kind of its values.
    pub fn kind(&self) -> Kind {
        match &self.0 {
            Family::Real(_) | Family::Quantised(_) => Kind::Real,
            Family::Integer(_) | Family::LogInteger(_) => Kind::Integer,
            Family::Listed(listed) => listed.kind(),
        }
    }

    /// One value: [`inverse`](Self::inverse) at a random number strictly between 0 and 1. Takes one `u64` from `rng`.
    pub fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> Value {
        self.inverse(unit(rng.next_u64()))
    }

    /// The probability density at the value; of a distribution of separate values, the probability of this one. 0 where
    /// it cannot occur.
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

    /// The probability of the values up to and with this one: by size, and in a list by position.
    ///
    /// # Errors
    /// NaN, a value of another kind, or one that is not in the list.
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

    /// The quantile: the smallest value whose cumulative probability reaches `p`, which is taken for 0 or 1 where it is
    /// below or above, and for 0 where it is NaN.
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

    /// Whether the value can occur. Where real numbers are expected, a whole number is one.
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

    /// The mean, where the values are numbers.
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

    /// The smallest and the largest value, where they are numbers; infinite where there is none.
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

    /// How many values there are, where they can be counted.
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

    /// Whether two values that are near each other are alike: not so for categories and booleans.
    pub fn is_ordered(&self) -> bool {
        !matches!(&self.0, Family::Listed(listed) if listed.order() != Order::Ordered)
    }

    /// At most `n` different values, spread evenly over the probability: all of them where there are no more, else the
    /// quantiles at 1/2n, 3/2n and so on.
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

    /// The value of that index, of those that can be counted.
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

/// A number strictly between 0 and 1: one of 2^52 that are equally far apart.
#[expect(clippy::cast_precision_loss, reason = "52 bits fit")]
fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// The least whole number of `first..=last` whose cumulative probability reaches `p`, from a start that is off by
/// rounding only. It is not looked for far away: where a tail has lost its digits, there are many such numbers.
fn least(start: f64, first: f64, last: f64, p: f64, cumulative: impl Fn(f64) -> f64) -> f64 {
    const ROUNDING: usize = 4;
    let mut number = start;
    for _ in 0..ROUNDING {
        if number > first && cumulative(number - 1.0) >= p {
            number -= 1.0;
        } else if number < last && cumulative(number) < p {
            number += 1.0;
        }
    }
    number
}

impl fmt::Display for Distribution {
    /// As it is written in Rust.
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
