//! A size as a polynomial over named sizes, in normal form, in fixed storage.
//!
//! Invariant (the normal form): terms are in descending order of their monomials, without zero coefficients; the tables
//! contain exactly the symbols and floors in use, sorted, each once; unused storage is zero. So two normal forms are
//! equal exactly if their fields are.

use super::monomial::{self, FLOOR_CELLS, FLOORS, SYMBOLS, TERMS};
use super::symbol::Symbol;
use crate::shape::text::Text;
use core::fmt;

/// A size: a polynomial over [`Symbol`]s with integer coefficients and floor divisions by constants.
///
/// Every operation returns the normal form or an error, never a wrong size. Two polynomials have equal values for all
/// sizes exactly if they are [equal](Dim::equals). With floor divisions, equal dims have equal values, but not every
/// identity is found (`d/2 + (d + 1)/2` is `d`; Hermite): the checker then leaves the question to run time.
///
/// ```
/// use shapeflow::shape::{Dim, Symbol};
/// let h = Dim::symbol(Symbol::new("h", 0).unwrap());
/// let pooled = h.sub(&Dim::constant(3))?.floor_div(2)?.add(&Dim::constant(1))?;
/// assert_eq!(pooled.to_string(), "(h - 1)/2");
/// # Ok::<(), shapeflow::shape::DimError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dim {
    // Flat arrays of integers, because the const evaluator validates each with one scan.
    pub(in crate::shape) symbols: [u128; SYMBOLS],
    pub(in crate::shape) coefficients: [i64; TERMS],
    pub(in crate::shape) monomials: [u64; TERMS],
    pub(in crate::shape) divisors: [i64; FLOORS],
    pub(in crate::shape) floor_coefficients: [i64; FLOOR_CELLS],
    pub(in crate::shape) floor_monomials: [u64; FLOOR_CELLS],
    pub(in crate::shape) symbol_count: usize,
    pub(in crate::shape) term_count: usize,
    pub(in crate::shape) floor_count: usize,
}

impl Dim {
    /// The size 0.
    pub const ZERO: Dim = Dim {
        symbols: [0; SYMBOLS],
        coefficients: [0; TERMS],
        monomials: [0; TERMS],
        divisors: [0; FLOORS],
        floor_coefficients: [0; FLOOR_CELLS],
        floor_monomials: [0; FLOOR_CELLS],
        symbol_count: 0,
        term_count: 0,
        floor_count: 0,
    };

    /// Creates a constant size.
    pub const fn constant(value: i64) -> Dim {
        let mut dim = Dim::ZERO;
        if value != 0 {
            dim.coefficients[0] = value;
            dim.term_count = 1;
        }
        dim
    }

    /// Creates a named size.
    pub const fn symbol(symbol: Symbol) -> Dim {
        let mut dim = Dim::ZERO;
        dim.symbols[0] = symbol.bits();
        dim.symbol_count = 1;
        dim.coefficients[0] = 1;
        dim.monomials[0] = monomial::power(0, 1);
        dim.term_count = 1;
        dim
    }

    /// Returns the number, if the size is constant.
    pub const fn as_constant(&self) -> Option<i64> {
        match self.term_count {
            0 => Some(0),
            1 if self.monomials[0] == 0 => Some(self.coefficients[0]),
            _ => None,
        }
    }

    /// Returns the name, if the size is a bare name.
    pub const fn as_symbol(&self) -> Option<Symbol> {
        if self.term_count == 1 && self.coefficients[0] == 1 && self.monomials[0] == monomial::power(0, 1) {
            Some(Symbol::from_bits(self.symbols[0]))
        } else {
            None
        }
    }

    /// Returns whether a name in it comes from the output of a node, so that the size is known only at run time.
    pub const fn depends_on_data(&self) -> bool {
        let mut at = 0;
        while at < self.symbol_count {
            if self.symbols[at] as u16 != 0 {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Counts the names that are unbound variables of a signature, and returns the first of them.
    pub(in crate::shape) const fn unbound(&self) -> (usize, Option<Symbol>) {
        let (mut count, mut first, mut at) = (0, None, 0);
        while at < self.symbol_count {
            if self.symbols[at] as u16 == Symbol::UNBOUND {
                if count == 0 {
                    first = Some(Symbol::from_bits(self.symbols[at]));
                }
                count += 1;
            }
            at += 1;
        }
        (count, first)
    }

    /// Returns the number of names in the size.
    pub const fn symbol_count(&self) -> usize {
        self.symbol_count
    }

    /// Returns the `index`-th name in the size, in canonical order.
    pub const fn symbol_at(&self, index: usize) -> Option<Symbol> {
        if index < self.symbol_count { Some(Symbol::from_bits(self.symbols[index])) } else { None }
    }
}

impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Text::<1024>::new();
        text.push_dim(self);
        f.write_str(text.as_str())
    }
}

impl fmt::Debug for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
