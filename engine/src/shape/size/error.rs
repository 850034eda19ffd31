//! Why a size could not be computed.

use super::symbol::Symbol;
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
