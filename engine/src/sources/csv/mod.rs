//! [`Csv`]: comma-separated values.
//!
//! Invariant: every record of the file becomes a row, or is counted: none is skipped, and no cell is changed, unless the caller asked
//! for it.
//!
//! | file | owns |
//! |---|---|
//! | `options` | [`Csv`]: a file, and how to read it |
//! | `scanner` | the records of a text: fields, quotes, lines |
//! | `header` | which column each field is, before the first row |
//! | `tally` | the bad cells: what is done with them, and what is said |
//! | `reading` | records to columns |
//! | `batches` | [`CsvBatches`]: a file in parts |
//! | `read` | a file read whole, or in parts |
//! | `writer` | [`write_csv`] |

mod batches;
mod header;
mod options;
mod read;
mod reading;
mod scanner;
mod tally;
#[cfg(test)]
mod tests;
mod writer;

pub use batches::CsvBatches;
pub use options::Csv;
pub use tally::{BadCells, Counts};
pub use writer::{to_csv, write_csv};
