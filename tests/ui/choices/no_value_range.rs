// A range is not a distribution.
// error at `1e-3..=1e2`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 8]) fit(y: u8[n]) -> f32[n, 10] {
        x |> LogisticRegression<10> { c: 1.0 ~ 1e-3..=1e2 }.fit(y)
    }
}

fn main() {}
