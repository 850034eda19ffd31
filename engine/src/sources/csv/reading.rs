//! Records to columns.
//!
//! Invariant: after each record, all columns have the same number of rows.

use std::io::Read;

use super::super::table::{FromTable, assemble};
use super::header;
use super::options::Csv;
use super::scanner::{Broken, Fields, Scanner};
use super::tally::{BadCells, Counts, Tally, with_article};
use crate::error::ErrorKind;
use crate::records::{ColumnBuilder, Field};
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
            names.push(name.to_owned());
        }
        let columns = header::columns(csv, &names, &fields)?;
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
        assemble(self.columns.iter_mut().map(|column| column.builder.finish()).collect())
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
            tally.add(record.line, || format!("{} cells, but the header has {width}", record.len()));
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
                Err(_) => Err(crate::records::Rejected { wanted: "UTF-8".to_owned() }),
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
            tally.add(record.line, || {
                let name = field.name;
                match text {
                    Ok(text) if is_missing(text) => format!(
                        "column `{name}`: a missing value, but {} is always there: the type of the field is not an `Option`",
                        with_article(&rejected.wanted)
                    ),
                    Ok(text) => format!("column `{name}`: {} is not {}", shown(text), with_article(&rejected.wanted)),
                    Err(_) => format!("column `{name}`: {} is not UTF-8", shown(&String::from_utf8_lossy(bytes))),
                }
            });
            row = Row::Dropped;
        }
        row
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
