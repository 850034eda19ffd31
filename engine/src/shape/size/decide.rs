//! Equality and order of sizes without their numbers.
//!
//! Invariant: `Yes` and `No` hold for all values of the names, except that `No` to equality holds for at least one value,
//! which is enough to reject an edge; every other answer is `Unknown`.

use super::dim::Dim;
use super::monomial::SYMBOLS;

/// The answer to a question about sizes whose numbers may not be known yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::shape) enum Decision {
    /// The statement is true.
    Yes,
    /// The statement is false.
    No,
    /// The answer depends on the numbers.
    Unknown,
}

impl Decision {
    /// Returns whether this is `No`.
    pub(in crate::shape) const fn is_no(self) -> bool {
        matches!(self, Decision::No)
    }

    /// Returns the answer to the opposite question.
    pub(in crate::shape) const fn not(self) -> Decision {
        match self {
            Decision::Yes => Decision::No,
            Decision::No => Decision::Yes,
            Decision::Unknown => Decision::Unknown,
        }
    }
}

impl Dim {
    /// Decides whether both are the same size for all numbers.
    ///
    /// `No` has a witness: numbers for which they differ. Only floor divisions can lead to `Unknown`.
    pub(in crate::shape) const fn decide_equal(&self, other: &Dim) -> Decision {
        if self.equals(other) {
            return Decision::Yes;
        }
        if self.floor_count == 0 && other.floor_count == 0 {
            return Decision::No;
        }
        match self.sub(other) {
            Ok(difference) if difference.floor_count == 0 => Decision::No,
            Ok(difference) if difference.differs_from_zero_somewhere() => Decision::No,
            _ => Decision::Unknown,
        }
    }

    /// Decides whether both differ for all numbers. Unlike for an edge, two names that may differ are not enough.
    pub(in crate::shape) const fn decide_unequal(&self, other: &Dim) -> Decision {
        match self.sub(other) {
            Ok(difference) => match (difference.lower_bound(), difference.upper_bound()) {
                (Some(0), Some(0)) => Decision::No,
                (Some(bound), _) if bound > 0 => Decision::Yes,
                (_, Some(bound)) if bound < 0 => Decision::Yes,
                _ => Decision::Unknown,
            },
            Err(_) => Decision::Unknown,
        }
    }

    const fn differs_from_zero_somewhere(&self) -> bool {
        let mut sample = 0;
        while sample < 24 {
            let mut values = [0i64; SYMBOLS];
            let mut at = 0;
            while at < SYMBOLS {
                // Any spread over small numbers is good enough; it only has to reach many remainders.
                values[at] = (sample * (2 * at as i64 + 1) + 5 * at as i64) % 29;
                at += 1;
            }
            if let Ok(value) = self.evaluate_at(&values)
                && value != 0
            {
                return true;
            }
            sample += 1;
        }
        false
    }

    /// Decides whether this size is at most the other.
    pub(in crate::shape) const fn decide_at_most(&self, other: &Dim) -> Decision {
        match other.sub(self) {
            Ok(difference) => difference.decide_non_negative(),
            Err(_) => Decision::Unknown,
        }
    }

    /// Decides whether the size is at least 0, given that names and floors are.
    pub(in crate::shape) const fn decide_non_negative(&self) -> Decision {
        let (mut rises, mut falls, mut constant) = (false, false, 0);
        let mut at = 0;
        while at < self.term_count {
            let coefficient = self.coefficients[at];
            if self.monomials[at] == 0 {
                constant = coefficient;
            } else if coefficient > 0 {
                rises = true;
            } else {
                falls = true;
            }
            at += 1;
        }
        if constant >= 0 && !falls {
            Decision::Yes
        } else if constant < 0 && !rises {
            Decision::No
        } else {
            Decision::Unknown
        }
    }

    /// Returns a lower bound of the size, given that names are at least 0.
    pub(in crate::shape) const fn lower_bound(&self) -> Option<i64> {
        self.bound(true)
    }

    /// Returns an upper bound of the size, given that names are at least 0.
    pub(in crate::shape) const fn upper_bound(&self) -> Option<i64> {
        self.bound(false)
    }

    const fn bound(&self, from_below: bool) -> Option<i64> {
        let mut at = 0;
        while at < self.term_count {
            if self.monomials[at] == 0 {
                return Some(self.coefficients[at]);
            }
            if (self.coefficients[at] > 0) != from_below {
                return None;
            }
            at += 1;
        }
        Some(0)
    }
}
