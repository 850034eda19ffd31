// A scaler accepts no labels.
// error at `MinMaxScaler`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels = image |> Flatten |> MinMaxScaler.fit(digit);
        probs = pixels |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn main() {}
