// Zero components.
// error at `Pca<0>`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<0>;
        compressed
    }
}

fn main() {}
