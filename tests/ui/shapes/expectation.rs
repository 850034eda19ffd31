// The expected shape differs from the actual one.
// error at `[n, 24]`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, RowSums};

pipeline! {
    Strokes(image: f32[n, 8, 8]) {
        strokes = image |> [ColumnSums, RowSums] |> Concat |> expect [n, 24];
        strokes
    }
}

fn main() {}
