//! A size as a polynomial over named sizes, in normal form, in fixed storage.
//!
//! Invariant (the normal form): terms in falling order of their monomial, no zero coefficient; exactly the symbols and
//! floors in use, each sorted and once; unused storage is zero. So equality of fields is equality of normal forms.

use super::atoms::{self, FLOOR_CELLS, FLOORS, SYMBOLS, TERMS};
use super::checked;
use super::symbol::Symbol;
use super::text::Text;
use core::fmt;

/// Why a size could not be computed. The answer is refused rather than wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DimError {
    /// A number left the range of `i64`.
    Overflow,
    /// More terms, names, floors or powers than the fixed storage holds.
    TooComplex,
    /// Division by zero or by a negative number.
    BadDivisor,
    /// Division by a size that is not a constant, and does not come out even.
    NotExact,
    /// A symbol has no number yet.
    Unbound(Symbol),
}

impl DimError {
    /// The error in words.
    pub const fn message(self) -> &'static str {
        match self {
            DimError::Overflow => "the size does not fit in 64 bits",
            DimError::TooComplex => {
                "the size is too complex: at most 12 names, 12 terms, 4 divisions and degree 15"
            }
            DimError::BadDivisor => "a size can be divided only by a positive constant",
            DimError::NotExact => "division by a size that is not a constant must come out even",
            DimError::Unbound(_) => "a size in it is not known yet",
        }
    }
}

impl fmt::Display for DimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DimError::Unbound(symbol) => write!(f, "the size `{symbol}` is not known yet"),
            other => f.write_str(other.message()),
        }
    }
}

impl std::error::Error for DimError {}

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
    pub(super) symbols: [u128; SYMBOLS],
    pub(super) coefficients: [i64; TERMS],
    pub(super) monomials: [u64; TERMS],
    pub(super) divisors: [i64; FLOORS],
    pub(super) floor_coefficients: [i64; FLOOR_CELLS],
    pub(super) floor_monomials: [u64; FLOOR_CELLS],
    pub(super) symbol_count: usize,
    pub(super) term_count: usize,
    pub(super) floor_count: usize,
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
        dim.monomials[0] = atoms::power(0, 1);
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
        if self.term_count == 1 && self.coefficients[0] == 1 && self.monomials[0] == atoms::power(0, 1) {
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
    pub(super) const fn unbound(&self) -> (usize, Option<Symbol>) {
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

    /// Equality of normal forms.
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
            if atoms::compare_floors(self, at, other, at) != 0 {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The sum.
    pub const fn add(&self, other: &Dim) -> Result<Dim, DimError> {
        self.add_scaled(other, 1)
    }

    /// The difference; it may be negative.
    pub const fn sub(&self, other: &Dim) -> Result<Dim, DimError> {
        self.add_scaled(other, -1)
    }

    const fn add_scaled(&self, other: &Dim, scale: i64) -> Result<Dim, DimError> {
        if let Some(value) = other.as_constant() {
            let mut sum = *self;
            let Some(value) = checked::mul(value, scale) else { return Err(DimError::Overflow) };
            attempt!(atoms::insert(&mut sum, 0, value));
            return Ok(sum);
        }
        let mut union = attempt!(atoms::union(self, other));
        let mut at = 0;
        while at < self.term_count {
            union.dim.coefficients[at] = self.coefficients[at];
            union.dim.monomials[at] = atoms::rename(self.monomials[at], &union.left);
            at += 1;
        }
        union.dim.term_count = self.term_count;
        at = 0;
        while at < other.term_count {
            let Some(coefficient) = checked::mul(other.coefficients[at], scale) else {
                return Err(DimError::Overflow);
            };
            attempt!(atoms::insert(
                &mut union.dim,
                atoms::rename(other.monomials[at], &union.right),
                coefficient
            ));
            at += 1;
        }
        Ok(atoms::compact(&union.dim))
    }

    /// The product.
    pub const fn mul(&self, other: &Dim) -> Result<Dim, DimError> {
        if let Some(value) = other.as_constant() {
            return self.scale(value);
        }
        if let Some(value) = self.as_constant() {
            return other.scale(value);
        }
        let mut union = attempt!(atoms::union(self, other));
        let mut row = 0;
        while row < self.term_count {
            let left = atoms::rename(self.monomials[row], &union.left);
            let mut column = 0;
            while column < other.term_count {
                let right = atoms::rename(other.monomials[column], &union.right);
                let Some(coefficient) = checked::mul(self.coefficients[row], other.coefficients[column])
                else {
                    return Err(DimError::Overflow);
                };
                if atoms::degree(left) + atoms::degree(right) > atoms::MAX_DEGREE {
                    return Err(DimError::TooComplex);
                }
                attempt!(atoms::insert(&mut union.dim, left + right, coefficient));
                column += 1;
            }
            row += 1;
        }
        Ok(atoms::compact(&union.dim))
    }

    const fn scale(&self, factor: i64) -> Result<Dim, DimError> {
        if factor == 0 {
            return Ok(Dim::ZERO);
        }
        let mut product = *self;
        let mut at = 0;
        while at < self.term_count {
            match checked::mul(self.coefficients[at], factor) {
                Some(coefficient) => product.coefficients[at] = coefficient,
                None => return Err(DimError::Overflow),
            }
            at += 1;
        }
        Ok(product)
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
