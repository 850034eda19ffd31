// `]` is missing.
// error at `[`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, RowSums};

pipeline! {
    Strokes(image: f32[n, 8, 8]) {
        strokes = image |> [ColumnSums, RowSums |> Concat;
        strokes
    }
}

fn main() {}
