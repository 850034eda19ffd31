//! Carbon dioxide in the air at Mauna Loa, Hawaii, month by month from 1965 to 2001; source and license are in `data/README.md`.

use shapeflow::prelude::*;
use shapeflow::records::Date;
use shapeflow::sources::Csv;

/// A month.
#[derive(Debug, Clone, PartialEq, Record)]
pub struct Month {
    /// The first day of the month.
    pub month: Date,
    /// The mean, in parts per million.
    pub co2: f64,
}

/// The file: see `data/README.md`.
#[must_use]
pub fn file() -> Csv {
    Csv::of_text(include_str!("../data/co2.csv")).called("co2.csv")
}
