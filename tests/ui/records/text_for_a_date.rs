// A step that needs dates, on texts.
// error at `DatePart`
use shapeflow::prelude::*;
use shapeflow::records::Date;
use shapeflow::steps::DatePart;

#[derive(Debug, Clone, PartialEq, Record)]
struct Trip {
    start: Date,
    end: Option<Date>,
    town: String,
    paid: f64,
}

pipeline! {
    Towns(trips: Trip[n]) -> f64[n] {
        trips.town |> DatePart
    }
}

fn main() {}
