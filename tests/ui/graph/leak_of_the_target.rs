// The target is among the features.
// error at `digit_column`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ToColumn;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        digit_column = digit |> ToColumn;
        features = [image |> Flatten, digit_column] |> Concat;
        probs = features |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn main() {}
