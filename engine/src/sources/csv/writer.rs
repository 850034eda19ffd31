//! [`write_csv`]: records as comma-separated values.
//!
//! Invariant: what is written is read again as equal records, to the last bit of each number.

use std::io::Write;

use crate::error::ErrorKind;
use crate::records::{Record, Records};
use crate::{Error, Result};

/// Writes records with a header, a line for each row. A missing value is an empty cell, and an empty text is `""`.
///
/// # Errors
/// Those of the writer.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::write_csv;
///
/// #[derive(Debug, Clone, PartialEq, Record)]
/// struct Prediction {
///     name: String,
///     survives: Option<f64>,
/// }
///
/// let predictions = Records::from(vec![Prediction { name: "Moor, Mr.".into(), survives: Some(0.25) }]);
/// let mut file = Vec::new();
/// write_csv(&predictions, &mut file)?;
/// assert_eq!(file, b"name,survives\n\"Moor, Mr.\",0.25\n");
/// # Ok::<(), Error>(())
/// ```
pub fn write_csv<R: Record>(records: &Records<R>, mut out: impl Write) -> Result<()> {
    let mut line = String::new();
    for (at, field) in R::FIELDS.iter().enumerate() {
        separate(&mut line, at);
        quote(&mut line, field.name);
    }
    write_line(&mut line, &mut out)?;
    let columns = records.parts();
    let mut cell = String::new();
    for row in 0..records.len() {
        for (at, column) in columns.iter().enumerate() {
            separate(&mut line, at);
            if column.is_missing(row) {
                continue;
            }
            cell.clear();
            column.write(row, &mut cell).map_err(Error::from_source)?;
            quote(&mut line, &cell);
        }
        write_line(&mut line, &mut out)?;
    }
    out.flush().map_err(|error| cannot_write(&error))
}

/// Returns records as a text: see [`write_csv`].
///
/// # Errors
/// A cell of a type of your own cannot be written.
pub fn to_csv<R: Record>(records: &Records<R>) -> Result<String> {
    let mut out = Vec::new();
    write_csv(records, &mut out)?;
    String::from_utf8(out).map_err(Error::from_source)
}

fn separate(line: &mut String, at: usize) {
    if at > 0 {
        line.push(',');
    }
}

/// Adds a cell, quoted if it would be read as something else.
fn quote(line: &mut String, cell: &str) {
    if !cell.is_empty() && !cell.contains(['"', ',', '\n', '\r']) {
        line.push_str(cell);
        return;
    }
    line.push('"');
    line.push_str(&cell.replace('"', "\"\""));
    line.push('"');
}

fn write_line(line: &mut String, out: &mut impl Write) -> Result<()> {
    line.push('\n');
    out.write_all(line.as_bytes()).map_err(|error| cannot_write(&error))?;
    line.clear();
    Ok(())
}

fn cannot_write(error: &std::io::Error) -> Error {
    Error::of_kind(ErrorKind::Data, format!("the table cannot be written: {error}"))
}
