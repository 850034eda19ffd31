//! [`Csv`]: comma-separated values.
//!
//! Invariant: every record of the file becomes a row, or is counted: none is skipped, and no cell is changed, unless the caller asked
//! for it.
//!
//! | file | owns |
//! |---|---|
//! | `options` | [`Csv`]: a file, and how to read it |
//! | `scanner` | the records of a text: fields, quotes, lines |
//! | `reading` | records to columns |
//! | `batches` | [`CsvBatches`]: a file in parts |
//! | `read` | a file read whole, or in parts |
//! | `writer` | [`write_csv`] |

mod batches;
mod options;
mod read;
mod reading;
mod scanner;
#[cfg(test)]
mod tests;
mod writer;

pub use batches::CsvBatches;
pub use options::Csv;
pub use writer::{to_csv, write_csv};
