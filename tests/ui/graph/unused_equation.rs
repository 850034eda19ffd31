// No step uses an equation.
// error at `strokes`
#![deny(unused_variables)]
use shapeflow::prelude::*;
use shapeflow_tests::misused::ColumnSums;

pipeline! {
    Pixels(image: f32[n, 8, 8]) -> f32[n, 64] {
        pixels = image |> Flatten;
        strokes = image |> ColumnSums;
        pixels
    }
}

fn main() {}
