//! [`Tally`]: the bad cells of a file, what is done with them ([`BadCells`]) and what is said.
//!
//! Invariant: all are counted, and the first 20 are told.

use std::fmt;

use crate::error::ErrorKind;
use crate::text::shown;
use crate::{Error, Result};

/// How many bad cells an error names.
const TOLD: usize = 20;

/// What is done with a cell that is not of the type of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BadCells {
    /// Reading fails, after all bad cells were counted.
    #[default]
    Fail,
    /// The value is missing, if the field is an `Option`; otherwise reading fails.
    Missing,
    /// The row is left out.
    DropRow,
}

/// What [`BadCells`] changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// The rows of the file, without the header.
    pub read: usize,
    /// The rows that were left out.
    pub dropped: usize,
    /// The cells that are missing because they were not of the type of their field.
    pub missing: usize,
}

impl Counts {
    /// Tells `tracing` what was changed, if anything was.
    pub fn note(&self, file: &str) {
        if self.dropped > 0 || self.missing > 0 {
            tracing::warn!(
                file,
                dropped = self.dropped,
                missing = self.missing,
                read = self.read,
                "bad cells"
            );
        }
    }
}

/// Where a bad cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The line of a text, from 1.
    Line(usize),
    /// The row of a table, from 0.
    Row(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, ":{line}"),
            Self::Row(row) => write!(f, ": row {row}"),
        }
    }
}

/// The bad cells of a file so far: for a reader of your own.
///
/// ```
/// use shapeflow::sources::{Place, Tally};
///
/// let mut tally = Tally::default();
/// tally.value(Place::Row(2), "income", "abc", "f64");
/// let error = tally.into_result("customers.xlsx", 5).unwrap_err().to_string();
/// assert!(error.starts_with("customers.xlsx: row 2: column `income`: `abc` is not an f64 (1 bad cell in 5 rows)"));
/// assert!(Tally::default().into_result("customers.xlsx", 5).is_ok());
/// ```
#[derive(Debug, Default)]
pub struct Tally {
    told: Vec<String>,
    count: usize,
    has_rows: bool,
}

impl Tally {
    /// Adds a cell whose value is not of the wanted type.
    pub fn value(&mut self, place: Place, column: &str, value: &str, wanted: &str) {
        self.add(place, || format!("column `{column}`: {} is not {}", shown(value), with_article(wanted)));
    }

    /// Adds a missing value in a column whose field is no `Option`.
    pub fn missing(&mut self, place: Place, column: &str, wanted: &str) {
        self.add(place, || {
            format!(
                "column `{column}`: a missing value, but {} is always there: the type of the field is not an `Option`",
                with_article(wanted)
            )
        });
    }

    /// Adds another problem.
    pub fn add(&mut self, place: Place, problem: impl FnOnce() -> String) {
        if self.told.len() < TOLD {
            self.told.push(format!("{place}: {}", problem()));
        }
        self.has_rows |= matches!(place, Place::Row(_));
        self.count += 1;
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Ends the reading of so many rows.
    ///
    /// # Errors
    /// There are bad cells: tells the first of them, and how many there are.
    pub fn into_result(self, file: &str, rows: usize) -> Result<()> {
        let Some((first, others)) = self.told.split_first() else { return Ok(()) };
        let plural =
            |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let mut message = format!(
            "{file}{first} ({} in {})",
            plural(self.count, "bad cell", "bad cells"),
            plural(rows, "row", "rows")
        );
        for other in others {
            message.push_str(&format!("\n{file}{other}"));
        }
        if self.count > TOLD {
            message.push_str(&format!("\n.. and {} more", self.count - TOLD));
        }
        message.push_str(if self.has_rows {
            "\nrows count from 0; correct the file, or say what to do with such cells: `.bad_cells(BadCells::DropRow)`"
        } else {
            "\ncorrect the file, or say what to do with such cells: `.missing([\"NA\"])`, `.bad_cells(BadCells::DropRow)`"
        });
        Err(Error::of_kind(ErrorKind::Data, message))
    }
}

/// Returns `an f64`, ``a `Price` `` or ``one of `a`, `b` ``.
fn with_article(wanted: &str) -> String {
    if wanted.starts_with("one of") {
        return wanted.to_owned();
    }
    // As they are spoken: an f64, an i8, a u8.
    let article = if wanted.starts_with(['f', 'i', 'a', 'e', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} {wanted}")
}
