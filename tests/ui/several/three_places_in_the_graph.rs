// An unknown name, a duplicate and a leak.
// error at `pixel`
// error at `features`
// error at `ToColumn`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ToColumn;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels = image |> Flatten;
        features = [pixels, pixel] |> Concat;
        features = pixels |> StandardScaler;
        probs = [features, digit |> ToColumn] |> Concat |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn main() {}
