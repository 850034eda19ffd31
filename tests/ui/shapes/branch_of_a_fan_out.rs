// One branch of a fan-out needs more components than there are columns.
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
