//! Records to columns.
//!
//! Invariant: after each record, all columns have the same number of rows.

use std::io::Read;

use super::options::Csv;
use super::scanner::{Broken, Fields, Scanner};
use crate::error::ErrorKind;
use crate::records::{ColumnBuilder, Field, Rejected};
use crate::sources::schema::{FileColumn, match_columns};
use crate::sources::table::FromTable;
use crate::sources::tally::{BadCells, Counts, Place, Tally};
use crate::text::shown;
use crate::{Error, Result};

/// A file that is being read.
pub(super) struct Reading<'csv, R> {
    csv: &'csv Csv,
    scanner: Scanner<R>,
    record: Fields,
    /// The number of columns of the file.
    width: usize,
    columns: Vec<Column>,
    /// The rows in the builders.
    rows: usize,
    tally: Tally,
    counts: Counts,
}

/// A field and its column.
struct Column {
    field: Field,
    at: usize,
    builder: Box<dyn ColumnBuilder>,
}

/// What a record became.
enum Row {
    Kept,
    Dropped,
}

impl<'csv, R: Read> Reading<'csv, R> {
    /// Reads the header.
    pub(super) fn start(csv: &'csv Csv, fields: Vec<Field>, text: R) -> Result<Self> {
        let mut scanner = Scanner::new(text, csv.delimiter);
        let mut record = Fields::default();
        let has_header = scanner
            .skip_mark()
            .and_then(|()| scanner.next(&mut record))
            .map_err(|broken| explain(csv, broken))?;
        if !has_header {
            return Err(Error::of_kind(
                ErrorKind::Data,
                format!("{}: the file is empty: its first line is the names of the columns", csv.name),
            ));
        }
        let mut names = Vec::new();
        for at in 0..record.len() {
            let (bytes, _) = scanner.field(&record, at).unwrap_or_default();
            let name = std::str::from_utf8(bytes).map_err(|_| {
                Error::of_kind(
                    ErrorKind::Data,
                    format!("{}:1: the name of column {} is not UTF-8", csv.name, at + 1),
                )
            })?;
            names.push(FileColumn { name: name.to_owned(), ty: "text".to_owned() });
        }
        let columns = match_columns(&csv.name, &fields, &names, |_, _| true, csv.strict)
            .map_err(|error| with_delimiter(error, csv, &names))?;
        let columns = fields
            .into_iter()
            .zip(columns)
            .map(|(field, at)| Column { field, at, builder: field.builder() })
            .collect();
        let (width, tally, counts) = (names.len(), Tally::default(), Counts::default());
        Ok(Self { csv, scanner, record, width, columns, rows: 0, tally, counts })
    }

    /// Reads records until there are so many rows, or none are left. Returns the number of rows.
    pub(super) fn rows(&mut self, most: usize) -> Result<usize> {
        while self.rows < most {
            let is_record =
                self.scanner.next(&mut self.record).map_err(|broken| explain(self.csv, broken))?;
            if !is_record {
                break;
            }
            if self.width > 1 && self.record.is_blank() {
                continue;
            }
            self.counts.read += 1;
            match self.row() {
                Row::Kept => self.rows += 1,
                Row::Dropped => {
                    let rows = self.rows;
                    self.columns.iter_mut().for_each(|column| column.builder.truncate(rows));
                }
            }
        }
        std::mem::take(&mut self.tally).into_result(&self.csv.name, self.counts.read)?;
        Ok(self.rows)
    }

    /// Returns the rows, and begins anew.
    pub(super) fn table<T: FromTable>(&mut self) -> Result<T> {
        self.rows = 0;
        T::from_columns(self.columns.iter_mut().map(|column| column.builder.finish()).collect())
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Adds the cells of the record to the columns.
    fn row(&mut self) -> Row {
        let Self { csv, scanner, record, width, columns, tally, counts, .. } = self;
        let policy = csv.bad_cells;
        if record.len() != *width {
            if policy == BadCells::DropRow {
                counts.dropped += 1;
                return Row::Dropped;
            }
            tally.add(Place::Line(record.line), || {
                format!(
                    "{} {}, but the header has {width}",
                    record.len(),
                    if record.len() == 1 { "cell" } else { "cells" }
                )
            });
            return Row::Dropped;
        }
        let mut row = Row::Kept;
        for Column { field, at, builder } in columns {
            let (bytes, is_quoted) = scanner.field(record, *at).unwrap_or_default();
            let text = std::str::from_utf8(bytes);
            let is_missing =
                |text: &str| !is_quoted && (text.is_empty() || csv.missing.iter().any(|known| known == text));
            let rejected = match text {
                Ok(text) if is_missing(text) => builder.push(None),
                Ok(text) => builder.push(Some(text)),
                Err(_) => Err(Rejected { wanted: "UTF-8".to_owned() }),
            };
            let Err(rejected) = rejected else { continue };
            if policy == BadCells::DropRow {
                counts.dropped += 1;
                return Row::Dropped;
            }
            if policy == BadCells::Missing && builder.push(None).is_ok() {
                counts.missing += 1;
                continue;
            }
            let place = Place::Line(record.line);
            match text {
                Ok(text) if is_missing(text) => tally.missing(place, field.name, &rejected.wanted),
                Ok(text) => tally.value(place, field.name, text, &rejected.wanted),
                Err(_) => tally.add(place, || {
                    let shown = shown(&String::from_utf8_lossy(bytes));
                    format!("column `{}`: {shown} is not UTF-8", field.name)
                }),
            }
            row = Row::Dropped;
        }
        row
    }
}

/// Adds that the header looks like one with another delimiter.
fn with_delimiter(error: Error, csv: &Csv, names: &[FileColumn]) -> Error {
    let [FileColumn { name, .. }] = names else { return error };
    match [',', ';', '\t', '|']
        .into_iter()
        .find(|&other| other as u32 != u32::from(csv.delimiter) && name.contains(other))
    {
        Some(other) => Error::of_kind(
            error.kind(),
            format!(
                "{}\nthe header is one column with {other:?} in its name: if that is the delimiter, write `.delimiter({other:?})?`",
                error.message()
            ),
        ),
        None => error,
    }
}

fn explain(csv: &Csv, broken: Broken) -> Error {
    let name = &csv.name;
    Error::of_kind(
        ErrorKind::Data,
        match broken {
            Broken::Unclosed(line) => {
                format!("{name}:{line}: a quote is not closed: write `\"\"` for a quote in a quoted cell")
            }
            Broken::AfterQuote(line) => format!(
                "{name}:{line}: text after the closing quote of a cell: write `\"\"` for a quote in a quoted cell"
            ),
            Broken::Read(error) => format!("{name}: cannot be read: {error}"),
        },
    )
}
