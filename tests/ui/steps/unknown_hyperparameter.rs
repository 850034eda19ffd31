// A hyperparameter is misspelt.
// error at `whitten`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        compressed = row |> Pca<4> { whitten: true };
        compressed
    }
}

fn main() {}
