// `|>` is missing between two steps.
// error at `Pca`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        compressed = row |> StandardScaler Pca<4>;
        compressed
    }
}

fn main() {}
