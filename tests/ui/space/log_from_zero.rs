// A logarithmic space that starts at 0.
// error at `(0.0..=1.0)`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) fit(y: u8[n]) -> f64[n, 2] {
        x |> LogisticRegression<2> { c: 0.5 ~ log(0.0..=1.0) }.fit(y)
    }
}

fn main() {}
