//! The bad cells of a file: what is done with them, and what is said.
//!
//! Invariant: all are counted, and the first 20 are told.

use crate::error::ErrorKind;
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
    /// The records of the file, without the header.
    pub read: usize,
    /// The rows that were left out.
    pub dropped: usize,
    /// The cells that are missing because they were not of the type of their field.
    pub missing: usize,
}

impl Counts {
    /// Tells `tracing` what was changed.
    pub(super) fn note(&self, file: &str) {
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

/// The bad cells so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    told: Vec<String>,
    count: usize,
}

impl Tally {
    pub(super) fn add(&mut self, line: usize, problem: impl FnOnce() -> String) {
        if self.told.len() < TOLD {
            self.told.push(format!("{line}: {}", problem()));
        }
        self.count += 1;
    }

    /// Returns the error about them; `Ok` if there are none.
    pub(super) fn into_result(self, file: &str, rows: usize) -> Result<()> {
        let Some((first, others)) = self.told.split_first() else { return Ok(()) };
        let plural =
            |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        let mut message = format!(
            "{}:{first} ({} in {})",
            file,
            plural(self.count, "bad cell", "bad cells"),
            plural(rows, "row", "rows")
        );
        for other in others {
            message.push_str(&format!("\n{file}:{other}"));
        }
        if self.count > TOLD {
            message.push_str(&format!("\n.. and {} more", self.count - TOLD));
        }
        message.push_str(
            "\ncorrect the file, or say what to do with such cells: `.missing([\"NA\"])`, `.bad_cells(BadCells::DropRow)`",
        );
        Err(Error::of_kind(ErrorKind::Data, message))
    }
}

/// Returns `an f64`, ``a `Price` `` or ``one of `a`, `b` ``.
pub(super) fn with_article(wanted: &str) -> String {
    if wanted.starts_with("one of") {
        return wanted.to_owned();
    }
    // As they are spoken: an f64, an i8, a u8.
    let article = if wanted.starts_with(['f', 'i', 'a', 'e', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} {wanted}")
}
