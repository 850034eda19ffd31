// A hyperparameter of another type.
// error at `"true"`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        compressed = row |> Pca<4> { whiten: "true" };
        compressed
    }
}

fn main() {}
