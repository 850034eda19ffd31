// 8 + 8 columns side by side, for a network that was trained on 20.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, PretrainedNet, RowSums};

pipeline! {
    Score(image: f32[n, 8, 8]) -> f32[n, 4] {
        strokes = image |> [ColumnSums, RowSums] |> Concat;
        score = strokes |> PretrainedNet;
        score
    }
}

fn main() {}
