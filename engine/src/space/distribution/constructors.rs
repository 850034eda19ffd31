//! The functions that make distributions, in the words in which a pipeline declares them.
//!
//! Invariant: whatever makes no sense is an error here, with the words of the declaration in it, and later nowhere.

use std::ops::RangeInclusive;

use super::integers::Integers;
use super::lattice::Lattice;
use super::listed::{Listed, Order};
use super::real::Real;
use super::{Distribution, Family};
use crate::space::value::Value;
use crate::{Error, Result};

/// Real numbers, all equally probable: density `1 / (max - min)`.
///
/// # Errors
/// NaN, an empty range, a single value, or a width that is not finite.
pub fn uniform(range: RangeInclusive<f64>) -> Result<Distribution> {
    Real::uniform(&range).map(Family::Real).map(Distribution)
}

/// Positive numbers, uniform in their logarithm: density `1 / (x ln(max / min))`. For what counts by orders of
/// magnitude, such as a penalty or a learning rate.
///
/// # Errors
/// Those of [`uniform`], and a range that does not start above 0.
pub fn log(range: RangeInclusive<f64>) -> Result<Distribution> {
    Real::log_uniform(&range).map(Family::Real).map(Distribution)
}

/// The normal distribution of this mean and standard deviation.
///
/// # Errors
/// A mean that is not finite, or a standard deviation that is not finite and above 0.
pub fn normal(mean: f64, deviation: f64) -> Result<Distribution> {
    Real::normal(mean, deviation).map(Family::Real).map(Distribution)
}

/// Positive numbers whose natural logarithm is normal with this mean and standard deviation.
///
/// # Errors
/// Those of [`normal`].
pub fn log_normal(mean: f64, deviation: f64) -> Result<Distribution> {
    Real::log_normal(mean, deviation).map(Family::Real).map(Distribution)
}

/// Integers, all equally probable, both bounds among them.
///
/// # Errors
/// An empty range, or a bound outside `-2^53..=2^53`, where real numbers skip integers.
pub fn integer(range: RangeInclusive<i64>) -> Result<Distribution> {
    Integers::new(*range.start(), *range.end()).map(Family::Integer).map(Distribution)
}

/// Positive integers, uniform in their logarithm: the integer `k` has the probability of `k - 0.5 .. k + 0.5` in
/// `log(min - 0.5..=max + 0.5)`.
///
/// # Errors
/// Those of [`integer`], and a range that starts below 1.
pub fn log_integer(range: RangeInclusive<i64>) -> Result<Distribution> {
    Lattice::log_integers(*range.start(), *range.end()).map(Family::LogInteger).map(Distribution)
}

/// Values without an order, all equally probable.
///
/// # Errors
/// No value, one that stands twice, NaN, or values of several kinds.
pub fn categorical<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Result<Distribution> {
    listed(values, Order::Unordered)
}

/// Values that are alike where they are neighbours, all equally probable.
///
/// # Errors
/// Those of [`categorical`].
pub fn ordinal<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Result<Distribution> {
    listed(values, Order::Ordered)
}

/// `false` and `true`, equally probable.
///
/// # Errors
/// None: a `Result` as its neighbours give it.
pub fn boolean() -> Result<Distribution> {
    listed([false, true], Order::Boolean)
}

fn listed<V: Into<Value>>(values: impl IntoIterator<Item = V>, order: Order) -> Result<Distribution> {
    Listed::new(values.into_iter().map(Into::into).collect(), order).map(Family::Listed).map(Distribution)
}

/// What is declared by a `T`, or by a `Result` of one, whose error then comes out of the declaration.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not declare a `{T}`",
    label = "declares no `{T}`",
    note = "a distribution is declared by `uniform(0.0..=1.0)`, `log(1e-3..=1e2)`, `integer(1..=8)`, `categorical([\"a\", \"b\"])`, `boolean()` and their like"
)]
pub trait Declared<T> {
    /// What is declared.
    ///
    /// # Errors
    /// That of the `Result`.
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

/// Changes to a distribution, or to the `Result` of a constructor: `normal(0.0, 1.0).within(-2.0..=2.0)`.
pub trait Adjust: Declared<Distribution> + Sized {
    /// A normal or log-normal distribution, given that its value lies in the range (of values, not of logarithms).
    ///
    /// # Errors
    /// Another distribution, one that is cut already, an empty range, or one so far out that it holds no probability.
    fn within(self, range: RangeInclusive<f64>) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Real(real) => real.within(&range).map(Family::Real).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `within` cuts a normal or log-normal distribution{}",
                Distribution(other.clone()),
                if matches!(other, Family::Quantised(_)) { ", and stands before `quantised`" } else { "" }
            ))),
        }
    }

    /// Every so many of the integers, from the smallest on.
    ///
    /// # Errors
    /// Another distribution than [`integer`], or a step below 1.
    fn by(self, step: i64) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Integer(integers) => integers.by(step).map(Family::Integer).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `by` takes every so many integers of `integer(..)`; `quantised` rounds real numbers",
                Distribution(other)
            ))),
        }
    }

    /// A continuous distribution rounded to the nearest multiple of the step that lies in its range.
    ///
    /// # Errors
    /// A distribution of separate values, a step that is not finite and above 0, or a range without a multiple of it.
    fn quantised(self, step: f64) -> Result<Distribution> {
        match self.declared()?.0 {
            Family::Real(real) => Lattice::new(real, step).map(Family::Quantised).map(Distribution),
            other => Err(Error::new(format!(
                "{}: `quantised` rounds a continuous distribution, and these values are separate already",
                Distribution(other)
            ))),
        }
    }
}

impl<D: Declared<Distribution>> Adjust for D {}
