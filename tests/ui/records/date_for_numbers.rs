// A step that needs numbers, on dates.
// error at `StandardScaler`
use shapeflow::prelude::*;
use shapeflow::records::Date;

#[derive(Debug, Clone, PartialEq, Record)]
struct Trip {
    start: Date,
    end: Option<Date>,
    town: String,
    paid: f64,
}

pipeline! {
    Starts(trips: Trip[n]) -> f64[n] {
        trips.start |> StandardScaler
    }
}

fn main() {}
