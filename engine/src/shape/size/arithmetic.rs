//! Addition, multiplication and equality of [`Dim`]s.
//!
//! Invariant: every result is in normal form or an error.

use super::checked_i64;
use super::dim::Dim;
use super::error::DimError;
use super::monomial::{self, MAX_DEGREE};
use super::terms;

impl Dim {
    /// Returns whether both normal forms are equal.
    pub const fn equals(&self, other: &Dim) -> bool {
        if self.term_count != other.term_count
            || self.symbol_count != other.symbol_count
            || self.floor_count != other.floor_count
        {
            return false;
        }
        let mut at = 0;
        while at < self.term_count {
            if self.coefficients[at] != other.coefficients[at] || self.monomials[at] != other.monomials[at] {
                return false;
            }
            at += 1;
        }
        at = 0;
        while at < self.symbol_count {
            if self.symbols[at] != other.symbols[at] {
                return false;
            }
            at += 1;
        }
        at = 0;
        while at < self.floor_count {
            if terms::compare_floors(self, at, other, at) != 0 {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Adds two sizes.
    pub const fn add(&self, other: &Dim) -> Result<Dim, DimError> {
        self.add_scaled(other, 1)
    }

    /// Subtracts two sizes; the difference may be negative.
    pub const fn sub(&self, other: &Dim) -> Result<Dim, DimError> {
        self.add_scaled(other, -1)
    }

    const fn add_scaled(&self, other: &Dim, scale: i64) -> Result<Dim, DimError> {
        if let Some(value) = other.as_constant() {
            let mut sum = *self;
            let Some(value) = checked_i64::mul(value, scale) else { return Err(DimError::Overflow) };
            attempt!(terms::insert(&mut sum, 0, value));
            return Ok(sum);
        }
        let mut union = attempt!(terms::union(self, other));
        let mut at = 0;
        while at < self.term_count {
            union.dim.coefficients[at] = self.coefficients[at];
            union.dim.monomials[at] = monomial::rename(self.monomials[at], &union.left);
            at += 1;
        }
        union.dim.term_count = self.term_count;
        at = 0;
        while at < other.term_count {
            let Some(coefficient) = checked_i64::mul(other.coefficients[at], scale) else {
                return Err(DimError::Overflow);
            };
            attempt!(terms::insert(
                &mut union.dim,
                monomial::rename(other.monomials[at], &union.right),
                coefficient
            ));
            at += 1;
        }
        Ok(terms::compact(&union.dim))
    }

    /// Multiplies two sizes.
    pub const fn mul(&self, other: &Dim) -> Result<Dim, DimError> {
        if let Some(value) = other.as_constant() {
            return self.scale(value);
        }
        if let Some(value) = self.as_constant() {
            return other.scale(value);
        }
        let mut union = attempt!(terms::union(self, other));
        let mut row = 0;
        while row < self.term_count {
            let left = monomial::rename(self.monomials[row], &union.left);
            let mut column = 0;
            while column < other.term_count {
                let right = monomial::rename(other.monomials[column], &union.right);
                let Some(coefficient) = checked_i64::mul(self.coefficients[row], other.coefficients[column])
                else {
                    return Err(DimError::Overflow);
                };
                if monomial::degree(left) + monomial::degree(right) > MAX_DEGREE {
                    return Err(DimError::TooComplex);
                }
                attempt!(terms::insert(&mut union.dim, left + right, coefficient));
                column += 1;
            }
            row += 1;
        }
        Ok(terms::compact(&union.dim))
    }

    const fn scale(&self, factor: i64) -> Result<Dim, DimError> {
        if factor == 0 {
            return Ok(Dim::ZERO);
        }
        let mut product = *self;
        let mut at = 0;
        while at < self.term_count {
            match checked_i64::mul(self.coefficients[at], factor) {
                Some(coefficient) => product.coefficients[at] = coefficient,
                None => return Err(DimError::Overflow),
            }
            at += 1;
        }
        Ok(product)
    }
}
