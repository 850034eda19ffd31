// The target in `.fit(..)` is misspelt.
// error at `digits`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        probs = image |> Flatten |> LogisticRegression<10>.fit(digits);
        probs
    }
}

fn main() {}
