// A `~` without a distribution.
// error at `~`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 8]) fit(y: u8[n]) -> f32[n, 10] {
        x |> LogisticRegression<10> { c: 1.0 ~, tolerance: 1e-3 }.fit(y)
    }
}

fn main() {}
