//! [`FromTable`]: what a file of columns is read as.
//!
//! Invariant: the columns are in the order of the fields.

use crate::batches::Table;
use crate::records::{AnyColumn, Field, Record, Records};
use crate::{Error, Result};

/// A value that is read from a file of columns: [`Records`], or a tuple of two or three of them, whose rows belong together.
///
/// The records of a tuple share no columns that are needed twice: each takes those of its fields, and a column may be in several.
///
/// A reader of your own makes a column for each field:
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::FromTable;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct House {
///     area: f64,
///     town: Category,
/// }
///
/// let mut columns = Vec::new();
/// for (field, texts) in Records::<House>::fields().iter().zip([["80", "95.5"], ["Oslo", "Bergen"]]) {
///     let mut column = field.builder();
///     for text in texts {
///         column.push(Some(text)).map_err(|rejected| Error::new(format!("expected {}", rejected.wanted)))?;
///     }
///     columns.push(column.finish());
/// }
/// let houses = Records::<House>::from_columns(columns)?;
/// assert_eq!(houses.row(1), Some(House { area: 95.5, town: "Bergen".into() }));
/// # Ok::<(), Error>(())
/// ```
pub trait FromTable: Table + Send + 'static {
    /// Returns the fields, whose names are those of the columns.
    fn fields() -> Vec<Field>;

    /// Puts columns together, one for each of the [`fields`](Self::fields).
    ///
    /// # Errors
    /// The columns have different numbers of rows, or are not those of the fields.
    fn from_columns(columns: Vec<Box<dyn AnyColumn>>) -> Result<Self> {
        let mut columns = columns.into_iter();
        let table = Self::assemble(&mut columns)?;
        if columns.next().is_some() {
            return Err(Error::bug("a reader has more columns than fields"));
        }
        Ok(table)
    }

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
