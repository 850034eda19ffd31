// The promise is one label per row, the pipeline returns ten probabilities per row.
// error at `[n]`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n] {
        probs = image |> Flatten |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn main() {}
