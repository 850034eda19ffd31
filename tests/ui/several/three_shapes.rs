// Three shapes are wrong in one pipeline, and each is reported.
// error at `Pca<65>`
// error at `PretrainedNet`
// error at `[n, 5]`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, PretrainedNet, RowSums};

pipeline! {
    Score(image: f32[n, 8, 8]) -> (compressed: f32[n, 65], score: f32[n, 4], sums: f32[n, 5]) {
        compressed = image |> Flatten |> Pca<65>;
        sums = image |> ColumnSums;
        score = image |> [ColumnSums, RowSums] |> Concat |> PretrainedNet;
        (compressed, score, sums)
    }
}

fn main() {}
