//! [`Csv`]: a file, and how to read it.
//!
//! Invariant: nothing is opened before the file is read.

use std::path::Path;

use crate::error::ErrorKind;
use crate::sources::bytes::{Bytes, Input};
use crate::sources::tally::BadCells;
use crate::{Error, Result};

/// A file of comma-separated values with a header (RFC 4180), and how to read it.
///
/// The columns are found by the names of the fields, in any order. An empty cell is a missing value, and so is each text of
/// [`missing`](Self::missing); a quoted `""` is an empty text. Nothing is trimmed or converted: ` 1` and `1,5` are no numbers. Lines end
/// with `\n` or `\r\n`; an empty line is no row, unless the file has a single column. A byte order mark is left out.
///
/// # Errors
/// Before the first row: a file that cannot be opened, and a table of all columns that do not match the record (see
/// [`match_columns`](crate::sources::match_columns)): a field without a column, with the name that was probably meant; two columns of one
/// name; with [`strict`](Self::strict), a column without a field. Then, all together: the file, line and column, the value and
/// the wanted type of each bad cell, at most 20 of them, and how many there are; a record with another number of cells than the header;
/// a quote that is not closed; a cell that is not UTF-8.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::{BadCells, Csv};
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Customer {
///     income: f64,
/// }
///
/// let file = Csv::of_text("income\n100\nabc\n300\n").called("customers.csv");
/// let error = file.read::<Records<Customer>>().unwrap_err();
/// assert!(error.to_string().starts_with("customers.csv:3: column `income`: `abc` is not an f64 (1 bad cell in 3 rows)"));
///
/// let (customers, counts) = file.bad_cells(BadCells::DropRow).read_counted::<Records<Customer>>()?;
/// assert_eq!((customers.income.to_vec(), counts.dropped), (vec![100.0, 300.0], 1));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Csv {
    text: Bytes,
    pub(super) name: String,
    pub(super) delimiter: u8,
    pub(super) missing: Vec<String>,
    pub(super) bad_cells: BadCells,
    pub(super) strict: bool,
}

impl Csv {
    /// Describes a file. It is opened when it is read, each time anew.
    pub fn open(path: impl AsRef<Path>) -> Self {
        let (text, name) = Bytes::of_file(path.as_ref());
        Self::new(text, name)
    }

    /// Describes a text in memory.
    pub fn of_text(text: impl Into<Vec<u8>>) -> Self {
        Self::new(text.into().into(), "text".to_owned())
    }

    fn new(text: Bytes, name: String) -> Self {
        Self { text, name, delimiter: b',', missing: Vec::new(), bad_cells: BadCells::Fail, strict: false }
    }

    /// Sets the name of the file in errors.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the byte between two cells (pandas' `sep`). Default: `,`.
    ///
    /// # Errors
    /// A quote or the end of a line, or not ASCII.
    pub fn delimiter(mut self, delimiter: char) -> Result<Self> {
        match u8::try_from(delimiter) {
            Ok(byte) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => {
                self.delimiter = byte;
                Ok(self)
            }
            _ => Err(Error::of_kind(
                ErrorKind::Data,
                format!(
                    "a delimiter is one ASCII character that is no quote and no end of a line, got {delimiter:?}"
                ),
            )),
        }
    }

    /// Adds texts that are missing values, as an empty cell is (pandas' `na_values`): `NA`, `?`. Quoted, they are texts.
    #[must_use]
    pub fn missing<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
        self.missing.extend(texts.into_iter().map(Into::into));
        self
    }

    /// Sets what is done with a cell that is not of the type of its field. Default: [`BadCells::Fail`].
    #[must_use]
    pub fn bad_cells(mut self, bad_cells: BadCells) -> Self {
        self.bad_cells = bad_cells;
        self
    }

    /// Makes a column without a field an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// Opens the text.
    pub(super) fn text(&self) -> Result<Box<dyn Input>> {
        self.text.open()
    }
}
