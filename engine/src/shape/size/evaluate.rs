//! Evaluates a size: with numbers for all names, or for some of them.
//!
//! Invariant: a computed number is exact; an overflow of `i64` in between is an error.

use super::dim::Dim;
use super::error::DimError;
use super::monomial::{self, ATOMS, FLOOR_TERMS, SYMBOLS};
use super::symbol::Symbol;

impl Dim {
    /// Computes the number of the size, with these numbers for its names.
    pub const fn evaluate(&self, sizes: &[(Symbol, i64)]) -> Result<i64, DimError> {
        let mut values = [0i64; SYMBOLS];
        let mut at = 0;
        while at < self.symbol_count {
            let mut found = false;
            let mut pair = 0;
            while pair < sizes.len() {
                if sizes[pair].0.bits() == self.symbols[at] {
                    values[at] = sizes[pair].1;
                    found = true;
                    break;
                }
                pair += 1;
            }
            if !found {
                return Err(DimError::Unbound(Symbol::from_bits(self.symbols[at])));
            }
            at += 1;
        }
        self.evaluate_at(&values)
    }

    /// Computes the number of the size, with `values[i]` for its `i`-th name.
    pub(in crate::shape) const fn evaluate_at(&self, values: &[i64; SYMBOLS]) -> Result<i64, DimError> {
        let mut all = [0i64; ATOMS];
        let mut at = 0;
        while at < self.symbol_count {
            all[at] = values[at];
            at += 1;
        }
        let mut floor = 0;
        while floor < self.floor_count {
            let mut numerator = 0i64;
            let mut term = floor * FLOOR_TERMS;
            while term < (floor + 1) * FLOOR_TERMS && self.floor_coefficients[term] != 0 {
                numerator = attempt!(monomial::add_term(
                    numerator,
                    self.floor_coefficients[term],
                    self.floor_monomials[term],
                    &all
                ));
                term += 1;
            }
            all[SYMBOLS + floor] = numerator.div_euclid(self.divisors[floor]);
            floor += 1;
        }
        let mut sum = 0i64;
        let mut term = 0;
        while term < self.term_count {
            sum = attempt!(monomial::add_term(sum, self.coefficients[term], self.monomials[term], &all));
            term += 1;
        }
        Ok(sum)
    }

    /// Replaces each name in `sizes` by its number; other names stay.
    pub const fn substitute(&self, sizes: &[(Symbol, i64)]) -> Result<Dim, DimError> {
        let mut atoms = [Dim::ZERO; ATOMS];
        let mut at = 0;
        while at < self.symbol_count {
            atoms[at] = Dim::symbol(Symbol::from_bits(self.symbols[at]));
            let mut pair = 0;
            while pair < sizes.len() {
                if sizes[pair].0.bits() == self.symbols[at] {
                    atoms[at] = Dim::constant(sizes[pair].1);
                }
                pair += 1;
            }
            at += 1;
        }
        let mut floor = 0;
        while floor < self.floor_count {
            let first = floor * FLOOR_TERMS;
            let (_, coefficients) = self.floor_coefficients.split_at(first);
            let (_, monomials) = self.floor_monomials.split_at(first);
            let numerator = attempt!(polynomial(coefficients, monomials, FLOOR_TERMS, &atoms));
            atoms[SYMBOLS + floor] = attempt!(numerator.floor_div(self.divisors[floor]));
            floor += 1;
        }
        polynomial(&self.coefficients, &self.monomials, self.term_count, &atoms)
    }
}

/// Computes the sum of the first `count` terms, where the values of the atoms are dims.
const fn polynomial(
    coefficients: &[i64],
    monomials: &[u64],
    count: usize,
    values: &[Dim; ATOMS],
) -> Result<Dim, DimError> {
    let mut sum = Dim::ZERO;
    let mut at = 0;
    while at < count {
        let mut product = Dim::constant(coefficients[at]);
        let mut left = monomials[at];
        while left != 0 {
            let atom = monomial::first_atom(left);
            product = attempt!(product.mul(&values[atom]));
            left -= monomial::power(atom, 1);
        }
        sum = attempt!(sum.add(&product));
        at += 1;
    }
    Ok(sum)
}
