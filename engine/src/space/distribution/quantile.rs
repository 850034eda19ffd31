//! The quantiles of discrete distributions.
//!
//! Invariant: the result is exact up to the rounding of the cumulative probability.

/// Returns the least integer of `first..=last` whose cumulative probability reaches `p`, from a start that is off only by
/// rounding. The search stays near the start, because a tail that has lost its digits has many such numbers.
pub(super) fn least(start: f64, first: f64, last: f64, p: f64, cumulative: impl Fn(f64) -> f64) -> f64 {
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
