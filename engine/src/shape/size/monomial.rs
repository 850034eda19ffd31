//! Monomials: products of atoms, packed into one integer. Atoms are the symbols and floors of a [`Dim`](super::Dim).
//!
//! Invariant: a monomial has 4 bits of exponent for each of 16 atoms, with the first atom in the highest bits: 12 symbols,
//! then 4 floors. Renaming atoms keeps their order, so it keeps the order of terms.

use super::checked_i64;
use super::error::DimError;

pub(in crate::shape) const SYMBOLS: usize = 12;
pub(in crate::shape) const TERMS: usize = 12;
pub(in crate::shape) const FLOORS: usize = 4;
/// The most terms in the numerator of a floor.
pub(in crate::shape) const FLOOR_TERMS: usize = 4;
/// The most terms in the numerators of all floors. It is a constant because rust-analyzer computes no array lengths.
pub(in crate::shape) const FLOOR_CELLS: usize = FLOORS * FLOOR_TERMS;
pub(in crate::shape) const ATOMS: usize = SYMBOLS + FLOORS;
/// The highest degree: up to 15, every exponent fits in its four bits.
pub(in crate::shape) const MAX_DEGREE: u32 = 15;

/// The bits of a monomial that are exponents of floors.
pub(in crate::shape) const FLOOR_BITS: u64 = (1 << (4 * FLOORS)) - 1;

/// Returns the monomial `atom^exponent`.
pub(in crate::shape) const fn power(atom: usize, exponent: u64) -> u64 {
    exponent << (60 - 4 * atom)
}

/// Returns the exponent of an atom in a monomial.
pub(in crate::shape) const fn exponent(monomial: u64, atom: usize) -> u64 {
    (monomial >> (60 - 4 * atom)) & 15
}

/// Returns the sum of the exponents.
pub(in crate::shape) const fn degree(monomial: u64) -> u32 {
    const PAIRS: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (monomial & PAIRS) + ((monomial >> 4) & PAIRS);
    (pairs.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
}

/// Returns the atom with the lowest number in a monomial other than 1.
pub(in crate::shape) const fn first_atom(monomial: u64) -> usize {
    monomial.leading_zeros() as usize / 4
}

/// Replaces each atom `i` of a monomial by atom `to[i]`.
pub(in crate::shape) const fn rename(monomial: u64, to: &[u8; ATOMS]) -> u64 {
    let mut left = monomial;
    let mut renamed = 0;
    while left != 0 {
        let atom = first_atom(left);
        let raised = exponent(left, atom);
        renamed |= power(to[atom] as usize, raised);
        left -= power(atom, raised);
    }
    renamed
}

/// Computes `sum + coefficient * monomial` for the given values of the atoms.
pub(in crate::shape) const fn add_term(
    sum: i64,
    coefficient: i64,
    monomial: u64,
    values: &[i64; ATOMS],
) -> Result<i64, DimError> {
    let mut product = coefficient;
    let mut left = monomial;
    while left != 0 {
        let atom = first_atom(left);
        let Some(next) = checked_i64::mul(product, values[atom]) else { return Err(DimError::Overflow) };
        product = next;
        left -= power(atom, 1);
    }
    match checked_i64::add(sum, product) {
        Some(sum) => Ok(sum),
        None => Err(DimError::Overflow),
    }
}
