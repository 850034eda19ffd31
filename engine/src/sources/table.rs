//! [`FromTable`]: what a file of columns is read as.
//!
//! Invariant: the columns are in the order of the fields.

use crate::batches::Table;
use crate::records::{AnyColumn, Field, Record, Records};
use crate::{Error, Result};

/// A value that is read from a file of columns: [`Records`], or a tuple of two or three of them, whose rows belong together.
///
/// The records of a tuple share no columns that are needed twice: each takes those of its fields, and a column may be in several.
pub trait FromTable: Table + Send + 'static {
    /// Returns the fields, whose names are those of the columns.
    #[doc(hidden)]
    fn fields() -> Vec<Field>;

    /// Puts the columns of the fields together.
    #[doc(hidden)]
    fn assemble(columns: &mut dyn Iterator<Item = Box<dyn AnyColumn>>) -> Result<Self>;
}

impl<R: Record> FromTable for Records<R> {
    fn fields() -> Vec<Field> {
        R::FIELDS.to_vec()
    }

    fn assemble(columns: &mut dyn Iterator<Item = Box<dyn AnyColumn>>) -> Result<Self> {
        Self::of_parts(columns.take(R::FIELDS.len()).collect())
    }
}

macro_rules! tuple {
    ($($part:ident),+) => {
        impl<$($part: FromTable),+> FromTable for ($($part,)+) {
            fn fields() -> Vec<Field> {
                let mut fields = Vec::new();
                $(fields.extend($part::fields());)+
                fields
            }

            fn assemble(columns: &mut dyn Iterator<Item = Box<dyn AnyColumn>>) -> Result<Self> {
                Ok(($($part::assemble(columns)?,)+))
            }
        }
    };
}
tuple!(A, B);
tuple!(A, B, C);

/// Puts all columns together.
pub(super) fn assemble<T: FromTable>(columns: Vec<Box<dyn AnyColumn>>) -> Result<T> {
    let mut columns = columns.into_iter();
    let table = T::assemble(&mut columns)?;
    if columns.next().is_some() {
        return Err(Error::bug("a reader has more columns than fields"));
    }
    Ok(table)
}
