// A distribution that is misspelt.
// error at `lgo`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 8]) fit(y: u8[n]) -> f32[n, 10] {
        x |> LogisticRegression<10> { c: 1.0 ~ lgo(1e-3..=1e2) }.fit(y)
    }
}

fn main() {}
