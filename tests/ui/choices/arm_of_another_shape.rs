// An arm that returns fewer columns than the first one.
// error at `Pca<4>`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 8] {
        x |> choose { eight: Pca<8>, four: Pca<4> }
    }
}

fn main() {}
