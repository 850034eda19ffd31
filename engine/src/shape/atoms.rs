//! The storage behind a [`Dim`]: packed monomials over a table of atoms, which are symbols and floors.
//!
//! Invariant: a monomial has 4 bits of exponent for each of 16 atoms, the first atom uppermost: 12 symbols, then 4 floors.
//! Renaming atoms keeps their order, so it keeps the order of terms.

use super::checked;
use super::dim::{Dim, DimError};

pub(super) const SYMBOLS: usize = 12;
pub(super) const TERMS: usize = 12;
pub(super) const FLOORS: usize = 4;
/// Terms in the numerator of a floor.
pub(super) const FLOOR_TERMS: usize = 4;
/// Terms in the numerators of all floors: a constant of its own, because rust-analyzer computes no array lengths.
pub(super) const FLOOR_CELLS: usize = FLOORS * FLOOR_TERMS;
pub(super) const ATOMS: usize = SYMBOLS + FLOORS;
/// No exponent can leave its four bits when the degree stays within 15.
pub(super) const MAX_DEGREE: u32 = 15;

/// The bits of a monomial that are exponents of floors.
pub(super) const FLOOR_BITS: u64 = (1 << (4 * FLOORS)) - 1;

/// The monomial `atom^exponent`.
pub(super) const fn power(atom: usize, exponent: u64) -> u64 {
    exponent << (60 - 4 * atom)
}

/// The exponent of an atom in a monomial.
pub(super) const fn exponent(monomial: u64, atom: usize) -> u64 {
    (monomial >> (60 - 4 * atom)) & 15
}

/// The sum of the exponents.
pub(super) const fn degree(monomial: u64) -> u32 {
    const PAIRS: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (monomial & PAIRS) + ((monomial >> 4) & PAIRS);
    (pairs.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
}

/// The atom with the lowest number in a monomial that is not 1.
pub(super) const fn first_atom(monomial: u64) -> usize {
    monomial.leading_zeros() as usize / 4
}

/// The monomial with each atom `i` replaced by atom `to[i]`.
pub(super) const fn rename(monomial: u64, to: &[u8; ATOMS]) -> u64 {
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

/// Adds `coefficient * monomial` to the terms, keeping their order; the tables of atoms stay as they are.
pub(super) const fn insert(dim: &mut Dim, monomial: u64, coefficient: i64) -> Result<(), DimError> {
    if coefficient == 0 {
        return Ok(());
    }
    let count = dim.term_count;
    let mut at = count;
    while at > 0 && dim.monomials[at - 1] < monomial {
        at -= 1;
    }
    if at > 0 && dim.monomials[at - 1] == monomial {
        let Some(sum) = checked::add(dim.coefficients[at - 1], coefficient) else {
            return Err(DimError::Overflow);
        };
        dim.coefficients[at - 1] = sum;
        if sum == 0 {
            while at < count {
                dim.coefficients[at - 1] = dim.coefficients[at];
                dim.monomials[at - 1] = dim.monomials[at];
                at += 1;
            }
            dim.coefficients[count - 1] = 0;
            dim.monomials[count - 1] = 0;
            dim.term_count -= 1;
        }
        return Ok(());
    }
    if count == TERMS {
        return Err(DimError::TooComplex);
    }
    let mut from = count;
    while from > at {
        dim.coefficients[from] = dim.coefficients[from - 1];
        dim.monomials[from] = dim.monomials[from - 1];
        from -= 1;
    }
    dim.coefficients[at] = coefficient;
    dim.monomials[at] = monomial;
    dim.term_count += 1;
    Ok(())
}

/// An empty polynomial over the atoms of two others, and where each of their atoms went.
pub(super) struct Union {
    pub(super) dim: Dim,
    pub(super) left: [u8; ATOMS],
    pub(super) right: [u8; ATOMS],
}

/// Merges the atom tables of two dims.
pub(super) const fn union(left: &Dim, right: &Dim) -> Result<Union, DimError> {
    let mut union = Union { dim: Dim::ZERO, left: [0; ATOMS], right: [0; ATOMS] };
    let (mut l, mut r, mut count) = (0, 0, 0);
    while l < left.symbol_count || r < right.symbol_count {
        if count == SYMBOLS {
            return Err(DimError::TooComplex);
        }
        let take_left =
            r == right.symbol_count || (l < left.symbol_count && left.symbols[l] <= right.symbols[r]);
        let take_right =
            l == left.symbol_count || (r < right.symbol_count && right.symbols[r] <= left.symbols[l]);
        if take_left {
            union.dim.symbols[count] = left.symbols[l];
            union.left[l] = count as u8;
            l += 1;
        }
        if take_right {
            union.dim.symbols[count] = right.symbols[r];
            union.right[r] = count as u8;
            r += 1;
        }
        count += 1;
    }
    union.dim.symbol_count = count;
    if left.floor_count == 0 && right.floor_count == 0 {
        return Ok(union);
    }
    let left_floors = renamed_floors(left, &union.left);
    let right_floors = renamed_floors(right, &union.right);
    (l, r, count) = (0, 0, 0);
    while l < left.floor_count || r < right.floor_count {
        if count == FLOORS {
            return Err(DimError::TooComplex);
        }
        let order = if r == right.floor_count {
            -1
        } else if l == left.floor_count {
            1
        } else {
            compare_floors(&left_floors, l, &right_floors, r)
        };
        if order <= 0 {
            copy_floor(&left_floors, l, &mut union.dim, count);
            union.left[SYMBOLS + l] = (SYMBOLS + count) as u8;
            l += 1;
        }
        if order >= 0 {
            copy_floor(&right_floors, r, &mut union.dim, count);
            union.right[SYMBOLS + r] = (SYMBOLS + count) as u8;
            r += 1;
        }
        count += 1;
    }
    union.dim.floor_count = count;
    Ok(union)
}

/// The dim with the numerators of its floors renamed; its terms are left as they are.
const fn renamed_floors(dim: &Dim, to: &[u8; ATOMS]) -> Dim {
    let mut renamed = *dim;
    let mut at = 0;
    while at < dim.floor_count * FLOOR_TERMS {
        renamed.floor_monomials[at] = rename(dim.floor_monomials[at], to);
        at += 1;
    }
    renamed
}

pub(super) const fn copy_floor(from: &Dim, source: usize, to: &mut Dim, target: usize) {
    to.divisors[target] = from.divisors[source];
    let mut at = 0;
    while at < FLOOR_TERMS {
        to.floor_coefficients[target * FLOOR_TERMS + at] = from.floor_coefficients[source * FLOOR_TERMS + at];
        to.floor_monomials[target * FLOOR_TERMS + at] = from.floor_monomials[source * FLOOR_TERMS + at];
        at += 1;
    }
}

/// The order of two floors over the same symbols: negative, zero or positive. Greater numerators come first.
pub(super) const fn compare_floors(left: &Dim, l: usize, right: &Dim, r: usize) -> i32 {
    let mut at = 0;
    while at < FLOOR_TERMS {
        let (a, b) =
            (left.floor_monomials[l * FLOOR_TERMS + at], right.floor_monomials[r * FLOOR_TERMS + at]);
        if a != b {
            return if a > b { -1 } else { 1 };
        }
        let (a, b) =
            (left.floor_coefficients[l * FLOOR_TERMS + at], right.floor_coefficients[r * FLOOR_TERMS + at]);
        if a != b {
            return if a > b { -1 } else { 1 };
        }
        at += 1;
    }
    let (a, b) = (left.divisors[l], right.divisors[r]);
    if a == b {
        0
    } else if a < b {
        -1
    } else {
        1
    }
}

/// Drops the atoms that no term uses any more.
pub(super) const fn compact(dim: &Dim) -> Dim {
    let mut used = 0u64;
    let mut at = 0;
    while at < dim.term_count {
        used |= dim.monomials[at];
        at += 1;
    }
    let mut compacted = Dim::ZERO;
    let mut to = [0u8; ATOMS];
    let mut floor = 0;
    while floor < dim.floor_count {
        if exponent(used, SYMBOLS + floor) != 0 {
            at = floor * FLOOR_TERMS;
            while at < (floor + 1) * FLOOR_TERMS {
                used |= dim.floor_monomials[at];
                at += 1;
            }
        }
        floor += 1;
    }
    let mut symbol = 0;
    while symbol < dim.symbol_count {
        if exponent(used, symbol) != 0 {
            to[symbol] = compacted.symbol_count as u8;
            compacted.symbols[compacted.symbol_count] = dim.symbols[symbol];
            compacted.symbol_count += 1;
        }
        symbol += 1;
    }
    floor = 0;
    while floor < dim.floor_count {
        if exponent(used, SYMBOLS + floor) != 0 {
            let target = compacted.floor_count;
            to[SYMBOLS + floor] = (SYMBOLS + target) as u8;
            copy_floor(dim, floor, &mut compacted, target);
            at = target * FLOOR_TERMS;
            while at < (target + 1) * FLOOR_TERMS {
                compacted.floor_monomials[at] = rename(compacted.floor_monomials[at], &to);
                at += 1;
            }
            compacted.floor_count += 1;
        }
        floor += 1;
    }
    if compacted.symbol_count == dim.symbol_count && compacted.floor_count == dim.floor_count {
        return *dim;
    }
    at = 0;
    while at < dim.term_count {
        compacted.coefficients[at] = dim.coefficients[at];
        compacted.monomials[at] = rename(dim.monomials[at], &to);
        at += 1;
    }
    compacted.term_count = dim.term_count;
    compacted
}

/// `sum + coefficient * monomial` at the given values of the atoms.
pub(super) const fn add_term(
    sum: i64,
    coefficient: i64,
    monomial: u64,
    values: &[i64; ATOMS],
) -> Result<i64, DimError> {
    let mut product = coefficient;
    let mut left = monomial;
    while left != 0 {
        let atom = first_atom(left);
        let Some(next) = checked::mul(product, values[atom]) else { return Err(DimError::Overflow) };
        product = next;
        left -= power(atom, 1);
    }
    match checked::add(sum, product) {
        Some(sum) => Ok(sum),
        None => Err(DimError::Overflow),
    }
}
