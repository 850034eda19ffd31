// One branch of a fan-out asks for more components than it has columns.
// error at `Pca<9>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, RowSums};

pipeline! {
    Strokes(image: f32[n, 8, 8]) {
        strokes = image |> [ColumnSums |> Pca<8>, RowSums |> Pca<9>] |> Concat;
        strokes
    }
}

fn main() {}
