//! Division of a [`Dim`]: by a positive constant, rounding down, or by a size, without remainder.
//!
//! Invariant (the normal form of a floor): coefficients are in `0..divisor` and have no common factor with the divisor,
//! the whole part is outside of the floor, and `((a/b) + c)/d` is `(a + b*c)/(b*d)`. So every floor is at least 0.

use super::checked_i64;
use super::dim::Dim;
use super::error::DimError;
use super::monomial::{self, ATOMS, FLOOR_BITS, FLOOR_TERMS, SYMBOLS};
use super::symbol::Symbol;
use super::terms;

impl Dim {
    /// Divides by a positive constant, rounding down.
    pub const fn floor_div(&self, divisor: i64) -> Result<Dim, DimError> {
        if divisor <= 0 {
            return Err(DimError::BadDivisor);
        }
        if divisor == 1 {
            return Ok(*self);
        }
        if let Some(value) = self.as_constant() {
            return Ok(Dim::constant(value.div_euclid(divisor)));
        }
        // self = divisor * whole + rest, with the rest's coefficients (other than its constant) in 0..divisor.
        let (mut whole, mut rest) = (*self, *self);
        whole.term_count = 0;
        rest.term_count = 0;
        let (mut constant, mut common) = (0, divisor);
        let mut at = 0;
        while at < self.term_count {
            let (coefficient, monomial) = (self.coefficients[at], self.monomials[at]);
            whole.coefficients[at] = 0;
            whole.monomials[at] = 0;
            rest.coefficients[at] = 0;
            rest.monomials[at] = 0;
            if monomial == 0 {
                constant = coefficient;
            } else {
                attempt!(terms::insert(&mut whole, monomial, coefficient.div_euclid(divisor)));
                let left = coefficient.rem_euclid(divisor);
                attempt!(terms::insert(&mut rest, monomial, left));
                common = greatest_common_divisor(common, left);
            }
            at += 1;
        }
        let reduced = divisor / common;
        at = 0;
        while at < rest.term_count {
            rest.coefficients[at] /= common;
            at += 1;
        }
        // Between two multiples of the common factor, the constant has no effect.
        let constant = constant.div_euclid(common);
        attempt!(terms::insert(&mut whole, 0, constant.div_euclid(reduced)));
        let whole = terms::compact(&whole);
        if rest.term_count == 0 {
            return Ok(whole);
        }
        attempt!(terms::insert(&mut rest, 0, constant.rem_euclid(reduced)));
        let rest = terms::compact(&rest);
        if rest.floor_count > 0 {
            let (numerator, divisor) = attempt!(flatten(&rest, reduced));
            return whole.add(&attempt!(numerator.floor_div(divisor)));
        }
        whole.add(&attempt!(floor_atom(&rest, reduced)))
    }

    /// Divides by another size: rounding down if it is a positive constant, otherwise only without remainder.
    pub const fn div(&self, other: &Dim) -> Result<Dim, DimError> {
        match other.as_constant() {
            Some(divisor) => self.floor_div(divisor),
            None => self.div_exact(other),
        }
    }

    /// Returns the size whose product with `other` is this one.
    const fn div_exact(&self, other: &Dim) -> Result<Dim, DimError> {
        if other.term_count != 1 {
            let same = other.term_count != 0 && self.equals(other);
            return if same { Ok(Dim::constant(1)) } else { Err(DimError::NotExact) };
        }
        let mut union = attempt!(terms::union(self, other));
        let below = monomial::rename(other.monomials[0], &union.right);
        let divisor = other.coefficients[0];
        let mut at = 0;
        while at < self.term_count {
            let above = monomial::rename(self.monomials[at], &union.left);
            let mut atom = 0;
            while atom < ATOMS {
                if monomial::exponent(above, atom) < monomial::exponent(below, atom) {
                    return Err(DimError::NotExact);
                }
                atom += 1;
            }
            match (
                checked_i64::rem(self.coefficients[at], divisor),
                checked_i64::div(self.coefficients[at], divisor),
            ) {
                (Some(0), Some(quotient)) => attempt!(terms::insert(&mut union.dim, above - below, quotient)),
                (Some(_), _) => return Err(DimError::NotExact),
                (None, _) => return Err(DimError::Overflow),
            }
            at += 1;
        }
        Ok(terms::compact(&union.dim))
    }

    /// Computes the value of `symbol` for which this size equals `given`. The symbol must occur linearly. The second result
    /// is true if the solution is unique; otherwise the symbol is multiplied by another size, which may be 0.
    ///
    /// `Err(None)`: this cannot be solved for the symbol. `Err(Some(error))`: no whole number is a solution, or it cannot be
    /// computed.
    pub(in crate::shape) const fn solve(
        &self,
        symbol: Symbol,
        given: &Dim,
    ) -> Result<(Dim, bool), Option<DimError>> {
        let mut atom = 0;
        while atom < self.symbol_count && self.symbols[atom] != symbol.bits() {
            atom += 1;
        }
        if atom == self.symbol_count {
            return Err(None);
        }
        let mut at = 0;
        while at < self.floor_count * FLOOR_TERMS {
            if monomial::exponent(self.floor_monomials[at], atom) != 0 {
                return Err(None);
            }
            at += 1;
        }
        // self = slope * symbol + rest
        let (mut rest, mut slope) = (*self, *self);
        slope.term_count = 0;
        at = 0;
        while at < self.term_count {
            slope.coefficients[at] = 0;
            slope.monomials[at] = 0;
            at += 1;
        }
        at = 0;
        while at < self.term_count {
            let (coefficient, monomial) = (self.coefficients[at], self.monomials[at]);
            let Some(opposite) = coefficient.checked_neg() else { return Err(Some(DimError::Overflow)) };
            let inserted = match monomial::exponent(monomial, atom) {
                0 => Ok(()),
                1 => match terms::insert(&mut slope, monomial - monomial::power(atom, 1), coefficient) {
                    Ok(()) => terms::insert(&mut rest, monomial, opposite),
                    Err(error) => Err(error),
                },
                _ => return Err(None),
            };
            if let Err(error) = inserted {
                return Err(Some(error));
            }
            at += 1;
        }
        let slope = terms::compact(&slope);
        let quotient = match given.sub(&terms::compact(&rest)) {
            Ok(difference) => difference.div_exact(&slope),
            Err(error) => Err(error),
        };
        match quotient {
            Ok(quotient) => Ok((quotient, slope.as_constant().is_some())),
            Err(error) => Err(Some(error)),
        }
    }
}

/// Flattens a numerator with one bare floor `a/b`: `(a/b + c)/d` is `(a + b*c)/(b*d)`.
const fn flatten(rest: &Dim, divisor: i64) -> Result<(Dim, i64), DimError> {
    let mut others = *rest;
    let mut at = 0;
    let mut found = 0;
    while at < rest.term_count {
        if rest.monomials[at] & FLOOR_BITS != 0 {
            if rest.coefficients[at] != 1 || monomial::degree(rest.monomials[at]) != 1 {
                return Err(DimError::TooComplex);
            }
            found += 1;
            attempt!(terms::insert(&mut others, rest.monomials[at], -1));
        }
        at += 1;
    }
    if found != 1 {
        return Err(DimError::TooComplex);
    }
    let inner = rest.divisors[0];
    let mut numerator = Dim::ZERO;
    numerator.symbols = rest.symbols;
    numerator.symbol_count = rest.symbol_count;
    at = 0;
    while at < FLOOR_TERMS {
        attempt!(terms::insert(&mut numerator, rest.floor_monomials[at], rest.floor_coefficients[at]));
        at += 1;
    }
    let others = attempt!(terms::compact(&others).mul(&Dim::constant(inner)));
    let Some(divisor) = checked_i64::mul(divisor, inner) else { return Err(DimError::Overflow) };
    Ok((attempt!(terms::compact(&numerator).add(&others)), divisor))
}

/// Creates the size that is one floor; the numerator is reduced and contains no floor.
const fn floor_atom(numerator: &Dim, divisor: i64) -> Result<Dim, DimError> {
    if numerator.term_count > FLOOR_TERMS {
        return Err(DimError::TooComplex);
    }
    let mut dim = Dim::ZERO;
    dim.symbols = numerator.symbols;
    dim.symbol_count = numerator.symbol_count;
    dim.divisors[0] = divisor;
    let mut at = 0;
    while at < numerator.term_count {
        dim.floor_coefficients[at] = numerator.coefficients[at];
        dim.floor_monomials[at] = numerator.monomials[at];
        at += 1;
    }
    dim.floor_count = 1;
    dim.coefficients[0] = 1;
    dim.monomials[0] = monomial::power(SYMBOLS, 1);
    dim.term_count = 1;
    Ok(dim)
}

const fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
