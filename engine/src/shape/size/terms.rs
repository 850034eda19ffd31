//! The tables of a [`Dim`]: its terms, and the symbols and floors in them.
//!
//! Invariant: every function keeps terms and tables sorted; `compact` also drops the atoms that no term uses.

use super::checked_i64;
use super::dim::Dim;
use super::error::DimError;
use super::monomial::{ATOMS, FLOOR_TERMS, FLOORS, SYMBOLS, TERMS, exponent, rename};

/// Adds `coefficient * monomial` to the sorted terms; the tables of atoms stay unchanged.
pub(in crate::shape) const fn insert(dim: &mut Dim, monomial: u64, coefficient: i64) -> Result<(), DimError> {
    if coefficient == 0 {
        return Ok(());
    }
    let count = dim.term_count;
    let mut at = count;
    while at > 0 && dim.monomials[at - 1] < monomial {
        at -= 1;
    }
    if at > 0 && dim.monomials[at - 1] == monomial {
        let Some(sum) = checked_i64::add(dim.coefficients[at - 1], coefficient) else {
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

/// A zero polynomial over the atoms of two others, and the new number of each of their atoms.
pub(in crate::shape) struct Union {
    pub(in crate::shape) dim: Dim,
    pub(in crate::shape) left: [u8; ATOMS],
    pub(in crate::shape) right: [u8; ATOMS],
}

/// Merges the atom tables of two dims.
pub(in crate::shape) const fn union(left: &Dim, right: &Dim) -> Result<Union, DimError> {
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

/// Renames the atoms in the numerators of the floors; the terms stay unchanged.
const fn renamed_floors(dim: &Dim, to: &[u8; ATOMS]) -> Dim {
    let mut renamed = *dim;
    let mut at = 0;
    while at < dim.floor_count * FLOOR_TERMS {
        renamed.floor_monomials[at] = rename(dim.floor_monomials[at], to);
        at += 1;
    }
    renamed
}

pub(in crate::shape) const fn copy_floor(from: &Dim, source: usize, to: &mut Dim, target: usize) {
    to.divisors[target] = from.divisors[source];
    let mut at = 0;
    while at < FLOOR_TERMS {
        to.floor_coefficients[target * FLOOR_TERMS + at] = from.floor_coefficients[source * FLOOR_TERMS + at];
        to.floor_monomials[target * FLOOR_TERMS + at] = from.floor_monomials[source * FLOOR_TERMS + at];
        at += 1;
    }
}

/// Compares two floors over the same symbols: negative, zero or positive. Greater numerators come first.
pub(in crate::shape) const fn compare_floors(left: &Dim, l: usize, right: &Dim, r: usize) -> i32 {
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

/// Removes the atoms that no term uses.
pub(in crate::shape) const fn compact(dim: &Dim) -> Dim {
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
