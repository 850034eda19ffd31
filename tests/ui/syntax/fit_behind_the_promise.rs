// The fit inputs behind the promise.
// error at `fit(y: u8[n])`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 2] fit(y: u8[n]) {
        x |> LogisticRegression<2>.fit(y)
    }
}

fn main() {}
