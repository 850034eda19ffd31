// One constant too many.
// error at `Pca`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<4, 8>;
        compressed
    }
}

fn main() {}
