//! [`Parquet`]: files.
//!
//! Invariant: a damaged file is an error with its name: a panic of the crate that decodes it does not escape.
//!
//! | file | owns |
//! |---|---|
//! | `input` | a file or bytes, and the parts of it that are asked for |
//! | `pages` | what the headers of pages claim, compared with what is possible |
//! | `opened` | a file behind its metadata: which columns and row groups are decoded |
//! | `file` | [`Parquet`]: a file, and how to read it |
//! | `batches` | [`ParquetBatches`]: a file in parts |
//! | `writer` | [`write_parquet`], [`ParquetWriter`] |

mod batches;
mod file;
mod input;
mod opened;
mod pages;
mod writer;

pub use batches::ParquetBatches;
pub use file::Parquet;
pub use writer::{ParquetWriter, write_parquet};
