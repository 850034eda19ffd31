// Two outputs are promised, the body has one.
// error at `-> (pixels: f32[n, 64], strokes: f32[n, 8])`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ColumnSums;

pipeline! {
    Pixels(image: f32[n, 8, 8]) -> (pixels: f32[n, 64], strokes: f32[n, 8]) {
        pixels = image |> Flatten;
        strokes = image |> ColumnSums;
        [pixels, strokes] |> Concat
    }
}

fn main() {}
