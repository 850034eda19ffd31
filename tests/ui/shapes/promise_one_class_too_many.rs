// Nine classes are promised, the classifier returns ten.
// error at `[n, 9]`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 9] {
        pixels = image |> Flatten |> StandardScaler;
        probs = pixels |> LogisticRegression<10> { c: 0.5 }.fit(digit);
        probs
    }
}

fn main() {}
