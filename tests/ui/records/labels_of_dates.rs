// Labels that are dates.
// error at `LabelEncoder`
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
    Classes(trips: Trip[n]) -> usize[n] {
        trips.start |> LabelEncoder
    }
}

fn main() {}
