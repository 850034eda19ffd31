// A choice in brackets, as a list of steps.
// error at `choose [StandardScaler, MinMaxScaler]`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 8] {
        x |> choose [StandardScaler, MinMaxScaler]
    }
}

fn main() {}
