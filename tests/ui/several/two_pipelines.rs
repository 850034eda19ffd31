// Each of two pipelines in one `pipeline!` has a mistake of its own.
// error at `pixel`
// error at `Pca<12>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ColumnSums;

pipeline! {
    Pixels(image: f32[n, 8, 8]) -> f32[n, 64] {
        pixels = image |> Flatten;
        pixel |> StandardScaler
    }

    Strokes(image: f32[n, 8, 8]) -> f32[n, 12] {
        strokes = image |> ColumnSums |> Pca<12>;
        strokes
    }
}

fn main() {}
