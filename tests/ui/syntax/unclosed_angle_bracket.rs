// `>` is missing.
// error at `<`
use shapeflow::prelude::*;
use shapeflow_tests::steps::Pca;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<4 |> StandardScaler;
        compressed
    }
}

fn main() {}
