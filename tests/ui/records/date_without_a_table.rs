// A step that needs numbers, on dates that are an input.
// error at `StandardScaler`
use shapeflow::prelude::*;
use shapeflow::records::Date;

pipeline! {
    Starts(start: Date[n]) -> f64[n] {
        start |> StandardScaler
    }
}

fn main() {}
