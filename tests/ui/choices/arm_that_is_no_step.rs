// An arm that is not a step.
// error at `String`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 64] {
        x |> choose { scaled: StandardScaler, text: String }
    }
}

fn main() {}
