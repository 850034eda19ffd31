// The constant of a step is written as in Python.
// error at `(4)`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca(4);
        compressed
    }
}

fn main() {}
