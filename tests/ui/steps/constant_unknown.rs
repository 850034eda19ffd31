// A constant that is not in scope.
// error at `COMPONENTS`
use shapeflow::prelude::*;
use shapeflow_tests::steps::Pca;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<COMPONENTS>;
        compressed
    }
}

fn main() {}
