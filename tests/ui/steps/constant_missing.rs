// The number of components is missing.
// error at `Pca`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca;
        compressed
    }
}

fn main() {}
