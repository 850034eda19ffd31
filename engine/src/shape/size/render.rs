//! Writes a size as text.
//!
//! Invariant: the text of a dim, parsed again, is the same dim, if no two sizes in it have the same name.

use super::checked_i64;
use super::dim::Dim;
use super::monomial::{self, FLOOR_TERMS, SYMBOLS};
use super::names::Names;
use super::symbol::Symbol;
use crate::shape::text::Text;

impl<const N: usize> Text<N> {
    /// Appends a size: `2*d + 1`, `(h - 3)/2`.
    pub const fn push_dim(&mut self, dim: &Dim) {
        self.push_dim_called(dim, &Names::new());
    }

    pub(in crate::shape) const fn push_dim_called(&mut self, dim: &Dim, names: &Names) {
        let count = dim.term_count;
        if count == 0 {
            self.push_str("0");
            return;
        }
        // `(h - 1)/2` rather than `(h + 1)/2 - 1`: a constant next to a single floor is moved into it.
        let constant = if dim.monomials[count - 1] == 0 { dim.coefficients[count - 1] } else { 0 };
        let mut host = None;
        let mut at = 0;
        while constant != 0 && at < count {
            if dim.monomials[at] & monomial::FLOOR_BITS == dim.monomials[at]
                && monomial::degree(dim.monomials[at]) == 1
                && dim.coefficients[at] == 1
                && dim.absorbed(monomial::first_atom(dim.monomials[at]) - SYMBOLS, constant).is_some()
            {
                host = Some(at);
            }
            at += 1;
        }
        let shown = if host.is_some() { count - 1 } else { count };
        at = 0;
        while at < shown {
            let (coefficient, monomial) = (dim.coefficients[at], dim.monomials[at]);
            self.push_sign(coefficient, at == 0);
            let magnitude = coefficient.unsigned_abs();
            let whole = magnitude == 1 && monomial != 0;
            if !whole {
                self.push_u64(magnitude);
                if monomial != 0 {
                    self.push_str("*");
                }
            }
            let inside = match host {
                Some(host) if host == at => constant,
                _ => 0,
            };
            // A floor needs parentheses unless there is no factor before it that would also be divided.
            self.push_monomial(dim, monomial, inside, whole, names);
            at += 1;
        }
    }

    const fn push_sign(&mut self, coefficient: i64, first: bool) {
        match (coefficient < 0, first) {
            (true, true) => self.push_str("-"),
            (true, false) => self.push_str(" - "),
            (false, true) => {}
            (false, false) => self.push_str(" + "),
        }
    }

    const fn push_u64(&mut self, number: u64) {
        if number > i64::MAX as u64 {
            // Only |i64::MIN|: it cannot be parsed again, but no real size has it.
            self.push_str("9223372036854775808");
        } else {
            self.push_i64(number as i64);
        }
    }

    const fn push_monomial(&mut self, dim: &Dim, monomial: u64, inside: i64, leading: bool, names: &Names) {
        let mut left = monomial;
        let mut first = true;
        while left != 0 {
            let atom = monomial::first_atom(left);
            left -= monomial::power(atom, 1);
            if !first {
                self.push_str("*");
            }
            if atom < SYMBOLS {
                self.push_str(names.of(Symbol::from_bits(dim.symbols[atom])).name().as_str());
            } else {
                let bare = leading && first && left == 0;
                self.push_floor(dim, atom - SYMBOLS, inside, bare, names);
            }
            first = false;
        }
    }

    const fn push_floor(&mut self, dim: &Dim, floor: usize, inside: i64, bare: bool, names: &Names) {
        let Some(constant) = dim.absorbed(floor, inside) else { return };
        if !bare {
            self.push_str("(");
        }
        let mut terms = 0;
        while terms < FLOOR_TERMS && dim.floor_coefficients[floor * FLOOR_TERMS + terms] != 0 {
            terms += 1;
        }
        let last = floor * FLOOR_TERMS + terms - 1;
        let variable = if dim.floor_monomials[last] == 0 { terms - 1 } else { terms };
        let several = variable > 1 || constant != 0;
        if several {
            self.push_str("(");
        }
        let mut at = 0;
        while at < variable {
            let coefficient = dim.floor_coefficients[floor * FLOOR_TERMS + at];
            self.push_sign(coefficient, at == 0);
            if coefficient != 1 {
                self.push_u64(coefficient.unsigned_abs());
                self.push_str("*");
            }
            self.push_monomial(dim, dim.floor_monomials[floor * FLOOR_TERMS + at], 0, false, names);
            at += 1;
        }
        if constant != 0 {
            self.push_sign(constant, false);
            self.push_u64(constant.unsigned_abs());
        }
        if several {
            self.push_str(")");
        }
        self.push_str("/");
        self.push_i64(dim.divisors[floor]);
        if !bare {
            self.push_str(")");
        }
    }
}

impl Dim {
    /// Returns the constant in a floor's numerator after `inside` whole units are moved into the floor.
    const fn absorbed(&self, floor: usize, inside: i64) -> Option<i64> {
        let mut constant = 0;
        let mut at = floor * FLOOR_TERMS;
        while at < (floor + 1) * FLOOR_TERMS {
            if self.floor_monomials[at] == 0 {
                constant += self.floor_coefficients[at];
            }
            at += 1;
        }
        match checked_i64::mul(inside, self.divisors[floor]) {
            Some(units) => checked_i64::add(constant, units),
            None => None,
        }
    }
}
