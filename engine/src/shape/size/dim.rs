//! A size as a polynomial over named sizes, in normal form, in fixed storage.
//!
//! Invariant (the normal form): terms in falling order of their monomial, no zero coefficient; exactly the symbols and
//! floors in use, each sorted and once; unused storage is zero. So equality of fields is equality of normal forms.

use super::monomial::{self, FLOOR_CELLS, FLOORS, SYMBOLS, TERMS};
use super::symbol::Symbol;
use crate::shape::text::Text;
use core::fmt;

/// A size: a polynomial over [`Symbol`]s with integer coefficients and floor divisions by constants.
///
/// Every operation yields the normal form or an error, never a wrong size. Two polynomials are equal as numbers for all
/// sizes exactly when they are [equal](Dim::equals). With floor divisions, equal dims are equal numbers, but not every
/// identity is seen (`d/2 + (d + 1)/2` is `d`; Hermite): [`Dim::decide_equal`] then says that it does not know.
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
    // Flat arrays of integers: the const evaluator validates each with one scan.
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

    /// A number.
    pub const fn constant(value: i64) -> Dim {
        let mut dim = Dim::ZERO;
        if value != 0 {
            dim.coefficients[0] = value;
            dim.term_count = 1;
        }
        dim
    }

    /// A named size.
    pub const fn symbol(symbol: Symbol) -> Dim {
        let mut dim = Dim::ZERO;
        dim.symbols[0] = symbol.bits();
        dim.symbol_count = 1;
        dim.coefficients[0] = 1;
        dim.monomials[0] = monomial::power(0, 1);
        dim.term_count = 1;
        dim
    }

    /// The number, if the size is one.
    pub const fn as_constant(&self) -> Option<i64> {
        match self.term_count {
            0 => Some(0),
            1 if self.monomials[0] == 0 => Some(self.coefficients[0]),
            _ => None,
        }
    }

    /// The name, if the size is a bare name.
    pub const fn as_symbol(&self) -> Option<Symbol> {
        if self.term_count == 1 && self.coefficients[0] == 1 && self.monomials[0] == monomial::power(0, 1) {
            Some(Symbol::from_bits(self.symbols[0]))
        } else {
            None
        }
    }

    /// Was a name in it born at a node, so that only data can tell the size?
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

    /// How many names in it are variables that a signature has not bound yet, and the first of them.
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

    /// How many names the size is made of.
    pub const fn symbol_count(&self) -> usize {
        self.symbol_count
    }

    /// The `index`-th name in the size, in canonical order.
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
