// Two values without a step that joins them.
// error at `[pixels, strokes]`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ColumnSums;

pipeline! {
    Features(image: f32[n, 8, 8]) {
        pixels = image |> Flatten;
        strokes = image |> ColumnSums;
        features = [pixels, strokes];
        features
    }
}

fn main() {}
