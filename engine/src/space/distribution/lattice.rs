//! [`Lattice`]: a continuous distribution rounded to steps from the low end of its range, or from 0 without one.
//!
//! The values are called multiples here, although those of `uniform(0.5..=9.5).quantised(1.0)` are half a step away from multiples
//! of 1. The probability of a multiple is that of the values that round to it.
//!
//! Invariant: each multiple lies in the range of the continuous distribution; the first and the last include the values that
//! would round to a multiple outside.

use std::fmt;

use super::quantile::least;
use super::real::{Range, Real};
use crate::{Error, Result};

/// `f64` does not distinguish multiples beyond this.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The maximum number of values that are added for a mean.
const ADDED: f64 = 1e6;

/// The multiples of a step, and the distribution whose values are rounded to them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    of: Real,
    step: f64,
    /// The distance of the values from multiples of the step, in steps: at least 0 and below 1.
    shift: f64,
    /// The numbers of the first and the last multiple; infinite if there is none.
    first: f64,
    last: f64,
}

impl Lattice {
    /// Rounds `of` to steps of `step`, from the low end of its range if it has one.
    pub(super) fn new(of: Real, step: f64) -> Result<Self> {
        let error = |what: &str| Err(Error::new(format!("{of}.quantised({step:?}): {what}")));
        if !(step > 0.0 && step.is_finite()) {
            return error("the step must be finite and above 0");
        }
        let Range { min, max } = of.bounds();
        let shift = if min.is_finite() { shift(min / step) } else { 0.0 };
        let (mut first, last) =
            (within(min / step - shift, f64::ceil), within(max / step - shift, f64::floor));
        if matches!(of, Real::LogNormal(_)) && first == 0.0 {
            first = 1.0;
        }
        if first > last {
            return error("no step lies in the range; make the step smaller");
        }
        let far = |number: f64| number.is_finite() && number.abs() > EXACT;
        if far(first) || far(last) {
            return error("the range has more steps than `f64` can distinguish; make the step larger");
        }
        Ok(Self { of, step, shift, first, last })
    }

    /// Creates the integers of `min..=max`, each with the share of the logarithm's range that rounds to it.
    pub(super) fn log_integers(min: i64, max: i64) -> Result<Self> {
        let error = |what: &str| Error::new(format!("log_integer({min}..={max}): {what}"));
        if min < 1 {
            return Err(error("a logarithm needs a range that starts at 1 or above"));
        }
        let (min, max) = super::integers::exact_bounds("log_integer", min, max)?;
        let of = Real::log_uniform(&(min - 0.5..=max + 0.5)).map_err(|cause| error(cause.message()))?;
        Ok(Self { of, step: 1.0, shift: 0.0, first: min, last: max })
    }

    /// Returns the multiple of this number. Where the step is the inverse of an integer, as 0.1 is, it is the nearest `f64`:
    /// 0.3, not 0.1 * 3.
    fn value(&self, number: f64) -> f64 {
        let parts = (1.0 / self.step).round();
        let steps = number + self.shift;
        let value = if (1.0..EXACT).contains(&parts) && 1.0 / parts == self.step {
            steps / parts
        } else {
            steps * self.step
        };
        if self.shift == 0.0 {
            return value;
        }
        // -0.05, not -0.04999999999999999: the decimal within a billionth of a step.
        let scale = 10_f64.powf(10.0 - self.step.log10().floor());
        let decimal = (value * scale).round() / scale;
        if decimal.is_finite() { decimal } else { value }
    }

    /// Returns how many steps `x` is away from the multiple with the number 0.
    fn steps(&self, x: f64) -> f64 {
        x / self.step - self.shift
    }

    /// Returns the number of the multiple to which a quantile of the continuous distribution is rounded.
    fn rounded_quantile(&self, p: f64) -> f64 {
        self.steps(self.of.inverse(p)).round().clamp(self.first, self.last)
    }

    /// Returns the number of the multiple `x`.
    fn number(&self, x: f64) -> Option<f64> {
        let number = self.steps(x).round();
        let is_multiple = (x - self.value(number)).abs() <= 1e-9 * self.step;
        (is_multiple && self.first <= number && number <= self.last).then_some(number)
    }

    fn cumulative_of(&self, number: f64) -> f64 {
        if number < self.first {
            0.0
        } else if number >= self.last {
            1.0
        } else {
            self.of.cumulative((number + self.shift + 0.5) * self.step)
        }
    }

    fn mass_of(&self, number: f64) -> f64 {
        self.cumulative_of(number) - self.cumulative_of(number - 1.0)
    }

    pub(super) fn mass(&self, x: f64) -> f64 {
        self.number(x).map_or(0.0, |number| self.mass_of(number))
    }

    pub(super) fn cumulative(&self, x: f64) -> f64 {
        // Reaches a multiple that rounding has moved down a little.
        self.cumulative_of((self.steps(x) + 1e-9).floor())
    }

    /// Returns the smallest multiple whose cumulative probability reaches `p`.
    pub(super) fn inverse(&self, p: f64) -> f64 {
        let number =
            least(self.rounded_quantile(p), self.first, self.last, p, |number| self.cumulative_of(number));
        self.value(number)
    }

    pub(super) fn contains(&self, x: f64) -> bool {
        self.number(x).is_some()
    }

    pub(super) fn bounds(&self) -> (f64, f64) {
        (self.value(self.first), self.value(self.last))
    }

    /// Returns the multiple of this index, counted from the first.
    #[expect(clippy::cast_precision_loss, reason = "at most 2^54 multiples are counted")]
    pub(super) fn nth(&self, index: u64) -> f64 {
        self.value(self.first + index as f64)
    }

    /// Returns the number of multiples; infinite if there is no end.
    pub(super) fn count(&self) -> f64 {
        self.last - self.first + 1.0
    }

    /// Returns the mean. For more than a million multiples it is that of the continuous distribution, which is less than one
    /// step away.
    pub(super) fn mean(&self) -> f64 {
        // Values beyond these quantiles are lost in rounding.
        let (first, last) = (self.rounded_quantile(1e-20), self.rounded_quantile(1.0 - f64::EPSILON));
        if last - first >= ADDED {
            return self.of.mean();
        }
        let numbers = std::iter::successors(Some(first), |number| Some(number + 1.0));
        let numbers = numbers.take_while(|&number| number <= last);
        numbers.map(|number| self.value(number) * self.mass_of(number)).sum()
    }

    /// Writes integers as they are declared.
    pub(super) fn fmt_as_integers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "log_integer({}..={})", self.first, self.last)
    }
}

/// Returns the distance of a number of steps from the integer below. The quotient of decimals such as 0.3 and 0.1 is near an
/// integer, which is meant.
fn shift(steps: f64) -> f64 {
    if (steps - steps.round()).abs() <= 1e-9 { 0.0 } else { steps - steps.floor() }
}

/// Returns the bound in steps, rounded into the range. The quotient of decimals such as 0.3 and 0.1 is near an integer, which
/// is meant.
fn within(steps: f64, inwards: fn(f64) -> f64) -> f64 {
    let nearest = steps.round();
    if (steps - nearest).abs() <= 1e-9 { nearest } else { inwards(steps) }
}

impl fmt::Display for Lattice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.quantised({:?})", self.of, self.step)
    }
}
