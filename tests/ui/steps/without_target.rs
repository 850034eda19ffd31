// A classifier without its labels.
// error at `LogisticRegression<10>`
// warning at `digit`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        probs = image |> Flatten |> LogisticRegression<10>;
        probs
    }
}

fn main() {}
