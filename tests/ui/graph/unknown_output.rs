// The output is misspelt.
// error at `prob`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        probs = image |> Flatten |> LogisticRegression<10>.fit(digit);
        prob
    }
}

fn main() {}
