// A type where a number belongs.
// error at `f32`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<f32>;
        compressed
    }
}

fn main() {}
