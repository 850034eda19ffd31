//! Arrow and Parquet for `shapeflow`: tables are read as typed [`Records`](shapeflow::records::Records), whole or in batches, and written.
//!
//! ```
//! # #[cfg(feature = "parquet")] {
//! use shapeflow::prelude::*;
//! use shapeflow_arrow::{Parquet, write_parquet};
//!
//! #[derive(Debug, Clone, PartialEq, Record)]
//! struct Passenger {
//!     age: Option<f32>,
//!     fare: f64,
//!     port: Category,
//! }
//!
//! let passengers = Records::from(vec![
//!     Passenger { age: Some(29.0), fare: 211.3, port: "S".into() },
//!     Passenger { age: None, fare: 7.9, port: "Q".into() },
//! ]);
//! let mut file = Vec::new();
//! write_parquet(&passengers, &mut file)?;
//!
//! let file = Parquet::of_bytes(file).called("passengers.parquet");
//! assert_eq!((file.rows()?, file.read::<Records<Passenger>>()?), (2, passengers));
//! # }
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! # Which values become which cells
//!
//! | field | column of Arrow |
//! |---|---|
//! | a number | the same type; another type of number, if each of its values is exactly one of the field (see below) |
//! | `bool` | `Boolean` |
//! | `String`, `Category`, an enum with `#[derive(Category)]`, `char`, a type of your own | text (`Utf8`, `LargeUtf8`, `Utf8View`), or a dictionary of texts; it is read as a cell of a CSV file is |
//! | `Date`, with the feature `dates` | `Date32`; `Date64` of whole days; text |
//! | `DateTime` | `Timestamp` without a time zone, in any unit; text |
//! | `Timestamp` | `Timestamp` with a time zone, in any unit: the instant is read, and the name of its zone is not kept; text |
//! | `Time` | `Time32`, `Time64`, in any unit; text |
//! | `Option` of one of these | the same, with nulls as missing values; a column of nulls only |
//!
//! Nothing is coerced. A field of integers accepts integers of every width, and a field of `f64` or `f32` accepts integers and narrower
//! floats; **a cell whose value is not exactly representable is a bad cell**, as the text `300` is for a `u8` in a CSV file, with its
//! file, row and column. Floats for an integer, `f64` for an `f32`, numbers for a text or a `bool` do not match: the error is a table
//! of all columns. A date that a field cannot have (the year 10000, a `Date64` of half a day, a time of 24 hours) is a bad cell as well, and a
//! `Date` does not become a `DateTime`. Decimals, durations, lists and structs match no field; cast them in the program that writes the file. A null in a
//! column whose field is no `Option` is a bad cell too. [`BadCells`](shapeflow::sources::BadCells) says what is done with bad cells; all
//! are counted.
//!
//! # What is copied
//!
//! Out: a column of numbers (not `usize`, `isize`, 128 bits) without missing values is the buffer of the record batch, and of the C data
//! interface; other columns are copied once. In: a column of the same type of numbers, without nulls, becomes the array without a copy if
//! nothing else has the buffer and Rust's allocator made it: columns of Parquet files, and of a record batch that is given away
//! ([`Arrow::into_table`]). **Memory of another library is copied once**, because an array owns memory of Rust's allocator.
//!
//! # Versions
//!
//! `arrow_array` is part of the public API and re-exported. It has several major versions a year, and each new one is a new version of this
//! crate, but none of `shapeflow`.
//!
//! | file | owns |
//! |---|---|
//! | `number` | exact conversions between types of numbers |
//! | `dates` | dates and times (feature `dates`): columns, exact conversions |
//! | `accept` | which columns a field accepts |
//! | `part` | arrays to columns |
//! | `reading` | record batches to tables: bad cells, rows |
//! | `memory` | [`Arrow`]: record batches in memory |
//! | `to_arrow` | records to record batches |
//! | `interface` | [`import`], [`import_stream`] and [`export`]: the C data interface |
//! | `parquet` | `Parquet`: files |

mod accept;
#[cfg(feature = "dates")]
mod dates;
mod interface;
mod memory;
mod number;
#[cfg(feature = "parquet")]
mod parquet;
mod part;
mod reading;
mod to_arrow;

pub use arrow_array;

pub use self::interface::{export, import, import_stream};
pub use self::memory::{Arrow, ArrowBatches};
#[cfg(feature = "parquet")]
pub use self::parquet::{Parquet, ParquetBatches, ParquetWriter, write_parquet};
pub use self::to_arrow::{schema, to_record_batch};
