//! The error of arithmetic on sizes.

use super::symbol::Symbol;
use core::fmt;

/// The reason why a size could not be computed. A size is never wrong: it is correct or an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DimError {
    /// A number left the range of `i64`.
    Overflow,
    /// More terms, names, floors or powers than the fixed storage holds.
    TooComplex,
    /// Division by zero or by a negative number.
    BadDivisor,
    /// Division with a remainder by a size that is not a constant.
    NotExact,
    /// A symbol without a number.
    Unbound(Symbol),
}

impl DimError {
    /// Returns the error message.
    pub const fn message(self) -> &'static str {
        match self {
            DimError::Overflow => "the size does not fit in 64 bits",
            DimError::TooComplex => {
                "the size is too complex: at most 12 names, 12 terms, 4 divisions and degree 15"
            }
            DimError::BadDivisor => "a size can be divided only by a positive constant",
            DimError::NotExact => "division by a size that is not a constant must leave no remainder",
            DimError::Unbound(_) => "a size in the expression is not known yet",
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
