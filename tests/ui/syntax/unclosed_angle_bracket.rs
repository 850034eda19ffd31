// `>` is missing.
// error at `<`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<4 |> StandardScaler;
        compressed
    }
}

fn main() {}
