// A range whose larger end comes first.
// error at `(1.0..=0.1)`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) fit(y: u8[n]) -> f64[n, 2] {
        x |> LogisticRegression<2> { c: 0.5 ~ uniform(1.0..=0.1) }.fit(y)
    }
}

fn main() {}
