//! Sizes: the length of an axis as a polynomial over names, in normal form.
//!
//! | file | owns |
//! |---|---|
//! | `symbol` | [`Symbol`]: the name of a size |
//! | `error` | [`DimError`]: why a size could not be computed |
//! | `checked_i64`, `monomial` | integers with overflow checks; packed products of names |
//! | `dim`, `terms` | [`Dim`]: the polynomial, and the tables that store it |
//! | `arithmetic`, `floor` | addition, multiplication, division |
//! | `decide`, `evaluate` | comparison without numbers; evaluation with numbers |
//! | `names`, `render` | a size as text |

mod arithmetic;
mod checked_i64;
mod decide;
mod dim;
mod error;
mod evaluate;
mod floor;
mod monomial;
mod names;
mod render;
mod symbol;
mod terms;

pub(in crate::shape) use decide::Decision;
pub use dim::Dim;
pub use error::DimError;
pub(in crate::shape) use monomial::SYMBOLS;
pub(in crate::shape) use names::Names;
pub use symbol::Symbol;
pub(in crate::shape) use symbol::{BASE, DIGIT_0, DIGIT_9, DIGITS};
