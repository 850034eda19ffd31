// A column of a value that is no record.
// error at `fare`
use shapeflow::prelude::*;

pipeline! {
    Scaled(x: f64[n]) -> f64[n] {
        x.fare |> StandardScaler
    }
}

fn main() {}
