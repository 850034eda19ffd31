//! The constructors of distributions, as a pipeline declares them.
//!
//! Invariant: an invalid declaration is an error here, which quotes the declaration, and nowhere later.

use std::ops::RangeInclusive;

use super::distribution::{Distribution, Family};
use super::integers::Integers;
use super::lattice::Lattice;
use super::listed::{Listed, Order};
use super::real::Real;
use crate::space::value::Value;
use crate::{Error, Result};

/// Creates a distribution of real numbers, all equally probable: density `1 / (max - min)`.
///
/// # Errors
/// A bound is NaN, the range is empty or a single value, or its width is not finite.
pub fn uniform(range: RangeInclusive<f64>) -> Result<Distribution> {
    Real::uniform(&range).map(Family::Real).map(Distribution)
}

/// Creates a distribution of positive numbers, uniform in their logarithm: density `1 / (x ln(max / min))`. Use it where
/// orders of magnitude matter, as for a penalty or a learning rate.
///
/// # Errors
/// As [`uniform`], and if the range does not start above 0.
pub fn log(range: RangeInclusive<f64>) -> Result<Distribution> {
    Real::log_uniform(&range).map(Family::Real).map(Distribution)
}

/// Creates a normal distribution with this mean and standard deviation.
///
/// # Errors
/// The mean is not finite, or the standard deviation is not finite and above 0.
pub fn normal(mean: f64, deviation: f64) -> Result<Distribution> {
    Real::normal(mean, deviation).map(Family::Real).map(Distribution)
}

/// Creates a distribution of positive numbers whose natural logarithm is normal with this mean and standard deviation.
///
/// # Errors
/// As [`normal`].
pub fn log_normal(mean: f64, deviation: f64) -> Result<Distribution> {
    Real::log_normal(mean, deviation).map(Family::Real).map(Distribution)
}

/// Creates a distribution of integers, all equally probable, including both bounds.
///
/// # Errors
/// The range is empty, or a bound is outside `-2^53..=2^53`, where `f64` skips integers.
pub fn integer(range: RangeInclusive<i64>) -> Result<Distribution> {
    Integers::new(*range.start(), *range.end()).map(Family::Integer).map(Distribution)
}

/// Creates a distribution of positive integers, uniform in their logarithm: the integer `k` has the probability of
/// `k - 0.5 .. k + 0.5` in `log(min - 0.5..=max + 0.5)`.
///
/// # Errors
/// As [`integer`], and if the range starts below 1.
pub fn log_integer(range: RangeInclusive<i64>) -> Result<Distribution> {
    Lattice::log_integers(*range.start(), *range.end()).map(Family::LogInteger).map(Distribution)
}

/// Creates a distribution of values without an order, all equally probable.
///
/// # Errors
/// There is no value, a value occurs twice or is NaN, or the values are of several kinds.
pub fn categorical<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Result<Distribution> {
    listed(values, Order::Unordered)
}

/// Creates a distribution of values with an order, all equally probable.
///
/// # Errors
/// As [`categorical`].
pub fn ordinal<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Result<Distribution> {
    listed(values, Order::Ordered)
}

/// Creates a distribution of `false` and `true`, equally probable.
///
/// # Errors
/// None. It returns a `Result` as the other constructors do.
pub fn boolean() -> Result<Distribution> {
    listed([false, true], Order::Boolean)
}

fn listed<V: Into<Value>>(values: impl IntoIterator<Item = V>, order: Order) -> Result<Distribution> {
    Listed::new(values.into_iter().map(Into::into).collect(), order).map(Family::Listed).map(Distribution)
}

/// A declaration of a `T`: a `T`, or a `Result` of one, whose error becomes the error of the declaration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not declare a `{T}`",
    label = "does not declare a `{T}`",
    note = "declare a distribution with `uniform(0.0..=1.0)`, `log(1e-3..=1e2)`, `integer(1..=8)`, `categorical([\"a\", \"b\"])`, `boolean()` or another constructor of `shapeflow::space`"
)]
pub trait Declared<T> {
    /// Returns the declared value.
    ///
    /// # Errors
    /// The error of the `Result`.
    fn declared(self) -> Result<T>;
}

impl<T> Declared<T> for T {
    fn declared(self) -> Result<T> {
        Ok(self)
    }
}

impl<T> Declared<T> for Result<T> {
    fn declared(self) -> Result<T> {
        self
    }
}

/// Methods of a distribution, or of the `Result` of a constructor, that change it: `normal(0.0, 1.0).within(-2.0..=2.0)`.
pub trait Adjust: Declared<Distribution> + Sized {
    /// Truncates a normal or log-normal distribution to the range (of values, not of logarithms).
    ///
    /// # Errors
    /// The distribution is another one or truncated already, or the range is empty or so far out that it has no probability.
    fn within(self, range: RangeInclusive<f64>) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Real(real) => real.within(&range).map(Family::Real).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `within` truncates a normal or log-normal distribution{}",
                Distribution(other.clone()),
                if matches!(other, Family::Quantised(_)) { ", and must come before `quantised`" } else { "" }
            ))),
        }
    }

    /// Keeps every `step`-th integer, starting with the smallest.
    ///
    /// # Errors
    /// The distribution is not [`integer`], or the step is below 1.
    fn by(self, step: i64) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Integer(integers) => integers.by(step).map(Family::Integer).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `by` sets the step of `integer(..)`; `quantised` rounds real numbers",
                Distribution(other)
            ))),
        }
    }

    /// Rounds a continuous distribution to steps: from the low end of its range, `a` of `uniform(a..=b)` or of
    /// [`within`](Self::within), or from 0 without a range. The last value is the last step in the range, which may be below `b`
    /// (Optuna's `suggest_float(step=..)`).
    ///
    /// # Errors
    /// The distribution is discrete, or the step is not finite and above 0.
    fn quantised(self, step: f64) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Real(real) => Lattice::new(real, step).map(Family::Quantised).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `quantised` rounds a continuous distribution, but this one is discrete",
                Distribution(other)
            ))),
        }
    }
}

impl<D: Declared<Distribution>> Adjust for D {}
