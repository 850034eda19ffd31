//! Tables through Arrow, the C data interface and Parquet: round trips, files of pyarrow, errors, buffers.

mod codecs;
#[cfg(feature = "dates")]
mod dates;
mod errors;
#[path = "../data/passenger.rs"]
mod passenger;
mod pyarrow;
mod round_trips;

use passenger::{Passenger, Sex};
use shapeflow::prelude::*;

#[derive(Debug, Clone, PartialEq, Record)]
struct Outcome {
    survived: bool,
    empty: Option<i16>,
}

/// The file of pyarrow.
const PASSENGERS: &[u8] = include_bytes!("../data/passengers.parquet");
