// A step that takes arrays after a sparse value.
// error at `RobustScaler`

use shapeflow::prelude::*;

pipeline! {
    Topics(words: sparse f64[n, 1000]) fit(topic: u8[n]) -> f64[n, 4] {
        scaled = words |> RobustScaler;
        scaled |> LogisticRegression<4>.fit(topic)
    }
}

fn main() {}
