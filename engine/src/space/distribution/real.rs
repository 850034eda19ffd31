//! The continuous distributions: uniform and normal, of a number or of its logarithm.
//!
//! Invariant: the parameters are valid, so that each method has a finite result, and every quantile lies in the range.

use std::fmt;
use std::ops::RangeInclusive;

use super::gaussian;
use crate::{Error, Result};

/// A continuous distribution.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Real {
    Uniform(Range),
    LogUniform(Range),
    Normal(Bell),
    LogNormal(Bell),
}

/// `min..=max`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) min: f64,
    pub(super) max: f64,
}

/// A normal distribution, possibly truncated.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bell {
    mean: f64,
    deviation: f64,
    /// The range as the user gave it: for a log-normal in values, not in logarithms.
    cut: Option<Range>,
    /// The range in standard deviations from the mean.
    low: f64,
    high: f64,
    /// The probability of the range before truncation.
    mass: f64,
}

impl Range {
    /// Checks the bounds.
    pub(super) fn new(name: &str, range: &RangeInclusive<f64>) -> Result<Self> {
        let (min, max) = (*range.start(), *range.end());
        let error = |what: &str| Err(Error::new(format!("{name}({min:?}..={max:?}): {what}")));
        if min.is_nan() || max.is_nan() {
            return error("a bound is not a number (NaN)");
        }
        if min > max {
            return error("the range is empty; write the smaller bound first");
        }
        if min == max {
            return error("the range holds one value only; assign it to the field instead");
        }
        Ok(Self { min, max })
    }

    fn finite(self, name: &str) -> Result<Self> {
        if (self.max - self.min).is_finite() {
            return Ok(self);
        }
        let Self { min, max } = self;
        Err(Error::new(format!("{name}({min:?}..={max:?}): the range must have a finite width")))
    }

    fn contains(self, x: f64) -> bool {
        self.min <= x && x <= self.max
    }
}

impl Bell {
    fn new(name: &str, mean: f64, deviation: f64) -> Result<Self> {
        if !(mean.is_finite() && deviation > 0.0 && deviation.is_finite()) {
            return Err(Error::new(format!(
                "{name}({mean:?}, {deviation:?}): the mean must be finite, the standard deviation finite and above 0"
            )));
        }
        Ok(Self { mean, deviation, cut: None, low: f64::NEG_INFINITY, high: f64::INFINITY, mass: 1.0 })
    }

    fn within(self, name: &str, cut: Range, scale: fn(f64) -> f64) -> Result<Self> {
        let low = self.standard(scale(cut.min));
        let high = self.standard(scale(cut.max));
        let mass = gaussian::between(low, high);
        // Below this, results would come from numbers that have lost their digits.
        if mass <= f64::MIN_POSITIVE {
            return Err(Error::new(format!(
                "{name}({:?}, {:?}).within({:?}..={:?}): the range is too far from the mean to have any probability",
                self.mean, self.deviation, cut.min, cut.max
            )));
        }
        Ok(Self { cut: Some(cut), low, high, mass, ..self })
    }

    fn standard(&self, x: f64) -> f64 {
        (x - self.mean) / self.deviation
    }

    fn density(&self, x: f64) -> f64 {
        let z = self.standard(x);
        if z < self.low || z > self.high { 0.0 } else { gaussian::density(z) / self.deviation / self.mass }
    }

    fn cumulative(&self, x: f64) -> f64 {
        let z = self.standard(x).clamp(self.low, self.high);
        (gaussian::between(self.low, z) / self.mass).clamp(0.0, 1.0)
    }

    fn inverse(&self, p: f64) -> f64 {
        self.mean + self.deviation * gaussian::quantile_between(p, self.low, self.high)
    }
}

impl Real {
    pub(super) fn uniform(range: &RangeInclusive<f64>) -> Result<Self> {
        Range::new("uniform", range)?.finite("uniform").map(Real::Uniform)
    }

    pub(super) fn log_uniform(range: &RangeInclusive<f64>) -> Result<Self> {
        let range = Range::new("log", range)?.finite("log")?;
        if range.min <= 0.0 {
            return Err(Error::new(format!(
                "log({:?}..={:?}): a logarithm needs a range that starts above 0",
                range.min, range.max
            )));
        }
        if (range.max / range.min).is_infinite() {
            return Err(Error::new(format!(
                "log({:?}..={:?}): the larger bound is more than 1e308 times the smaller; raise the smaller one",
                range.min, range.max
            )));
        }
        Ok(Real::LogUniform(range))
    }

    pub(super) fn normal(mean: f64, deviation: f64) -> Result<Self> {
        Bell::new("normal", mean, deviation).map(Real::Normal)
    }

    pub(super) fn log_normal(mean: f64, deviation: f64) -> Result<Self> {
        Bell::new("log_normal", mean, deviation).map(Real::LogNormal)
    }

    /// Truncates the distribution to the range.
    pub(super) fn within(self, range: &RangeInclusive<f64>) -> Result<Self> {
        let cut = Range::new("within", range)?;
        match self {
            Real::Normal(bell) if bell.cut.is_none() => bell.within("normal", cut, |x| x).map(Real::Normal),
            Real::LogNormal(bell) if bell.cut.is_none() => {
                if cut.min < 0.0 {
                    return Err(Error::new(format!(
                        "log_normal(..).within({:?}..={:?}): its values are above 0",
                        cut.min, cut.max
                    )));
                }
                bell.within("log_normal", cut, libm::log).map(Real::LogNormal)
            }
            Real::Normal(_) | Real::LogNormal(_) => {
                Err(Error::new(format!("{self}: `within` may be used once; write the range that is meant")))
            }
            Real::Uniform(_) | Real::LogUniform(_) => Err(Error::new(format!(
                "{self}: `within` truncates a normal or log-normal distribution; a uniform one has its range already"
            ))),
        }
    }

    /// Returns the smallest and the largest value; for a log-normal that is not truncated, 0, which never occurs, and infinity.
    pub(super) fn bounds(&self) -> Range {
        match self {
            Real::Uniform(range) | Real::LogUniform(range) => *range,
            Real::Normal(bell) => bell.cut.unwrap_or(Range { min: f64::NEG_INFINITY, max: f64::INFINITY }),
            Real::LogNormal(bell) => bell.cut.unwrap_or(Range { min: 0.0, max: f64::INFINITY }),
        }
    }

    pub(super) fn contains(&self, x: f64) -> bool {
        let is_possible = !matches!(self, Real::LogNormal(_)) || x > 0.0;
        x.is_finite() && self.bounds().contains(x) && is_possible
    }

    pub(super) fn density(&self, x: f64) -> f64 {
        if !self.contains(x) {
            return 0.0;
        }
        match self {
            Real::Uniform(Range { min, max }) => 1.0 / (max - min),
            Real::LogUniform(range) => 1.0 / (x * log_width(*range)),
            Real::Normal(bell) => bell.density(x),
            Real::LogNormal(bell) => bell.density(libm::log(x)) / x,
        }
    }

    pub(super) fn cumulative(&self, x: f64) -> f64 {
        let Range { min, max } = self.bounds();
        if x <= min {
            return 0.0;
        }
        if x >= max {
            return 1.0;
        }
        match self {
            Real::Uniform(_) => (x - min) / (max - min),
            Real::LogUniform(range) => libm::log(x / min) / log_width(*range),
            Real::Normal(bell) => bell.cumulative(x),
            Real::LogNormal(bell) => bell.cumulative(libm::log(x)),
        }
    }

    /// Returns the smallest value whose cumulative probability is `p`.
    pub(super) fn inverse(&self, p: f64) -> f64 {
        let Range { min, max } = self.bounds();
        let x = match self {
            Real::Uniform(_) => min + p * (max - min),
            Real::LogUniform(range) => min * libm::exp(p * log_width(*range)),
            Real::Normal(bell) => bell.inverse(p),
            Real::LogNormal(bell) => libm::exp(bell.inverse(p)),
        };
        // Rounding must not leave the range.
        x.clamp(min, max)
    }

    pub(super) fn mean(&self) -> f64 {
        let Range { min, max } = self.bounds();
        let mean = match self {
            Real::Uniform(_) => min + (max - min) / 2.0,
            Real::LogUniform(range) => (max - min) / log_width(*range),
            Real::Normal(bell) => {
                let pull = (gaussian::density(bell.low) - gaussian::density(bell.high)) / bell.mass;
                bell.mean + bell.deviation * pull
            }
            Real::LogNormal(Bell { mean, deviation, low, high, mass, .. }) => {
                let inside = gaussian::between(low - deviation, high - deviation) / mass;
                libm::exp(mean + deviation * deviation / 2.0) * inside
            }
        };
        mean.clamp(min, max)
    }
}

fn log_width(Range { min, max }: Range) -> f64 {
    libm::log(max / min)
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}..={:?}", self.min, self.max)
    }
}

impl fmt::Display for Bell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({:?}, {:?})", self.mean, self.deviation)?;
        match self.cut {
            Some(cut) => write!(f, ".within({cut})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Real {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Real::Uniform(range) => write!(f, "uniform({range})"),
            Real::LogUniform(range) => write!(f, "log({range})"),
            Real::Normal(bell) => write!(f, "normal{bell}"),
            Real::LogNormal(bell) => write!(f, "log_normal{bell}"),
        }
    }
}
