//! Tables of typed columns: records, values that may be missing, categories.
//!
//! An array on an edge has elements of one type. A table that a user has in a file has columns of several types, and some of
//! their values are missing. Here, a struct with [`#[derive(Record)]`](macro@Record) describes one row, and [`Records`] holds
//! many rows as columns, one buffer for each.
//!
//! ```
//! use shapeflow::prelude::*;
//! use shapeflow::records::{Nullable, Records};
//!
//! #[derive(Debug, Clone, Copy, PartialEq, Category)]
//! enum Sex {
//!     Female,
//!     Male,
//! }
//!
//! #[derive(Debug, Clone, PartialEq, Record)]
//! struct Passenger {
//!     age: Option<f32>,
//!     fare: f64,
//!     sex: Sex,
//! }
//!
//! let passengers = Records::from(vec![
//!     Passenger { age: Some(29.0), fare: 7.25, sex: Sex::Female },
//!     Passenger { age: None, fare: 8.05, sex: Sex::Male },
//! ]);
//! let ages: &Nullable<f32> = &passengers.age;
//! assert_eq!((ages.missing(), &passengers.fare), (1, &array![7.25, 8.05].into_shared()));
//! assert_eq!(passengers.row(0).map(|row| row.sex), Some(Sex::Female));
//! ```
//!
//! | type of a field | column |
//! |---|---|
//! | a number, `bool`, `char`, `String`, [`Category`](struct@Category), an enum with `#[derive(Category)]`; `Date`, `DateTime`, `Time`, `Timestamp` with the feature `dates` | [`ArcArray1`](ndarray::ArcArray1) |
//! | `Option` of one of these | [`Nullable`]: values, and which of them are there |
//!
//! A type of your own is a field once it implements [`Cell`].
//!
//! | file | owns |
//! |---|---|
//! | `contract` | [`Cell`] and [`Plain`]: the types that a field can have; [`Column`] and [`AnyColumn`]: many of them |
//! | `builder` | [`ColumnBuilder`]: a column from the cells of a text |
//! | `no_cell` | what takes the place of a type that is no cell |
//! | `validity` | one bit for each row: whether its value is there |
//! | `nullable` | [`Nullable`], a column whose values may be missing |
//! | `cells`, `columns` | the cells of the standard types, and their columns |
//! | `dates` | the cells of dates and times (feature `dates`) |
//! | `category` | [`Category`](struct@Category), a text from an open set, and [`ClosedCategory`], an enum |
//! | `record` | [`Record`] and [`Field`]: the description of a row |
//! | `records` | [`Records`], the columns of a record |

mod builder;
mod category;
mod cells;
mod columns;
mod contract;
#[cfg(feature = "dates")]
mod dates;
mod no_cell;
mod nullable;
mod record;
#[expect(clippy::module_inception, reason = "the module is named after the type that it owns")]
mod records;
mod validity;

pub use builder::{ColumnBuilder, Rejected};
pub use category::{Category, ClosedCategory};
pub use contract::{AnyColumn, Cell, Column, Plain};
#[cfg(feature = "dates")]
pub use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
#[doc(hidden)]
pub use no_cell::{
    ACategory, ACell, Answered, Ask, CategoryLate, CellIf, CellLate, IsCategory, IsCell, NotACell,
    ReplaceCell, require_category, require_cell,
};
pub use nullable::Nullable;
#[doc(hidden)]
pub use record::HasColumn;
pub use record::{Field, Record};
pub use records::Records;
pub use shapeflow_macros::{Category, Record};
