//! Files of tables, read as typed [`Records`](crate::records::Records), and of arrays: whole or in batches, and written.
//!
//! ```
//! use shapeflow::prelude::*;
//! use shapeflow::sources::Csv;
//!
//! #[derive(Debug, Clone, PartialEq, Record)]
//! struct Passenger {
//!     name: String,
//!     age: Option<f32>,
//! }
//! #[derive(Debug, Clone, PartialEq, Record)]
//! struct Outcome {
//!     survived: bool,
//! }
//!
//! let file = Csv::of_text("survived,name,age\ntrue,Allen,29\nfalse,\"Moor, Mr.\",\n");
//! let (passengers, outcomes): (Records<Passenger>, Records<Outcome>) = file.read()?;
//! assert_eq!(passengers.row(1), Some(Passenger { name: "Moor, Mr.".into(), age: None }));
//! assert_eq!(outcomes.survived, array![true, false]);
//! # Ok::<(), Error>(())
//! ```
//!
//! Parquet files and Arrow's record batches are read by the crate `shapeflow-arrow`, and a reader of your own can use what this module
//! uses: [`FromTable`], [`match_columns`], [`Tally`].
//!
//! | file | owns |
//! |---|---|
//! | `table` | [`FromTable`]: what a file is read as |
//! | `schema` | [`match_columns`]: which column each field is |
//! | `tally` | [`Tally`]: the bad cells, what is done with them, and what is said |
//! | `bytes` | a file or bytes in memory |
//! | `csv` | [`Csv`]: comma-separated values |
//! | `npy` | [`Npy`] and `Npz`: arrays of NumPy |

mod bytes;
mod csv;
mod npy;
mod schema;
mod table;
mod tally;

pub use csv::{Csv, CsvBatches, to_csv, write_csv};
pub use npy::{Npy, NpyBatches, NpyElement, write_npy};
#[cfg(feature = "npz")]
pub use npy::{NpyArray, Npz, write_npz};
pub use schema::{FileColumn, match_columns};
pub use table::FromTable;
pub use tally::{BadCells, Counts, Place, Tally};
