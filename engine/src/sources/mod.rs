//! Files of tables: read as typed [`Records`](crate::records::Records), whole or in batches, and written.
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
//! | file | owns |
//! |---|---|
//! | `table` | [`FromTable`]: what a file is read as |
//! | `csv` | [`Csv`]: comma-separated values |

mod csv;
mod table;

pub use csv::{BadCells, Counts, Csv, CsvBatches, to_csv, write_csv};
pub use table::FromTable;
