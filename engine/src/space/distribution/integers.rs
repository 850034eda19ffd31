//! [`Integers`]: the integers of a range with a step, all equally probable.
//!
//! Invariant: the bounds are integers that `f64` holds exactly.

use std::fmt;

use super::quantile::least;
use crate::{Error, Result};

/// `min`, `min + by`, and so on up to `max`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Integers {
    min: i64,
    max: i64,
    by: i64,
}

/// Checks the bounds of a range of integers.
#[expect(clippy::cast_precision_loss, reason = "the bounds are checked first")]
pub(super) fn exact_bounds(name: &str, min: i64, max: i64) -> Result<(f64, f64)> {
    const EXACT: u64 = 1 << 53;
    if min > max {
        return Err(Error::new(format!(
            "{name}({min}..={max}): the range is empty; write the smaller bound first"
        )));
    }
    if min.unsigned_abs() > EXACT || max.unsigned_abs() > EXACT {
        return Err(Error::new(format!("{name}({min}..={max}): the bounds must lie within -2^53..=2^53")));
    }
    Ok((min as f64, max as f64))
}

impl Integers {
    pub(super) fn new(min: i64, max: i64) -> Result<Self> {
        exact_bounds("integer", min, max)?;
        Ok(Self { min, max, by: 1 })
    }

    pub(super) fn by(self, step: i64) -> Result<Self> {
        if self.by != 1 {
            return Err(Error::new(format!("{self}: `by` may be used once")));
        }
        if step < 1 {
            return Err(Error::new(format!("{self}.by({step}): the step must be at least 1")));
        }
        Ok(Self { by: step, ..self })
    }

    /// Returns the number of integers, at most 2^54 + 1.
    pub(super) fn count(&self) -> i64 {
        (self.max - self.min) / self.by + 1
    }

    pub(super) fn bounds(&self) -> (i64, i64) {
        (self.min, self.min + (self.count() - 1) * self.by)
    }

    pub(super) fn real_bounds(&self) -> (f64, f64) {
        let (min, max) = self.bounds();
        (real(min), real(max))
    }

    /// Returns the integer of this index, counted from the first.
    pub(super) fn nth(&self, index: u64) -> i128 {
        i128::from(self.min) + i128::from(index) * i128::from(self.by)
    }

    pub(super) fn contains(&self, value: i128) -> bool {
        let (min, max) = self.bounds();
        (i128::from(min)..=i128::from(max)).contains(&value)
            && (value - i128::from(min)) % i128::from(self.by) == 0
    }

    pub(super) fn cumulative(&self, x: f64) -> f64 {
        let number = ((x - real(self.min)) / real(self.by)).floor();
        ((number + 1.0) / real(self.count())).clamp(0.0, 1.0)
    }

    pub(super) fn mass(&self) -> f64 {
        1.0 / real(self.count())
    }

    /// Returns the smallest integer whose cumulative probability reaches `p`.
    #[expect(clippy::cast_possible_truncation, reason = "below the count")]
    pub(super) fn inverse(&self, p: f64) -> i64 {
        let count = real(self.count());
        let start = (p * count).ceil() - 1.0;
        let number =
            least(start.clamp(0.0, count - 1.0), 0.0, count - 1.0, p, |number| (number + 1.0) / count);
        self.min + (number as i64) * self.by
    }

    pub(super) fn mean(&self) -> f64 {
        let (min, max) = self.bounds();
        real(min) + real(max - min) / 2.0
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most 2^54, where the loss is less than one in 2^52")]
fn real(value: i64) -> f64 {
    value as f64
}

impl fmt::Display for Integers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "integer({}..={})", self.min, self.max)?;
        if self.by == 1 { Ok(()) } else { write!(f, ".by({})", self.by) }
    }
}
