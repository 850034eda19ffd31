// The last axis is the columns, and the first is the rows, so one axis is too few: it would be one row of `n` columns.
// error at `Flattened<StandardScaler>`
use shapeflow::prelude::*;

pipeline! {
    Prices(price: f64[n]) -> f64[n] {
        price |> Flattened<StandardScaler>
    }
}

fn main() {}
