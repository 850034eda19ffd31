// A value outside of its own space.
// error at `5.0`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) fit(y: u8[n]) -> f64[n, 2] {
        x |> LogisticRegression<2> { c: 5.0 ~ uniform(0.1..=1.0) }.fit(y)
    }
}

fn main() {}
