//! Tables through Arrow, the C data interface and Parquet: round trips, files of pyarrow, errors, buffers.

mod codecs;
#[cfg(feature = "dates")]
mod dates;
mod errors;
mod pyarrow;
mod round_trips;

use shapeflow::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Sex {
    #[category(name = "female")]
    Female,
    #[category(name = "male")]
    Male,
}

/// What `data/make.py` has written.
#[derive(Debug, Clone, PartialEq, Record)]
struct Passenger {
    age: Option<f32>,
    fare: f64,
    #[record(name = "class")]
    class: u8,
    sex: Sex,
    port: Option<Category>,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Outcome {
    survived: bool,
    empty: Option<i16>,
}

/// The file of pyarrow.
const PASSENGERS: &[u8] = include_bytes!("../data/passengers.parquet");
