// A value marked `fit` from a step that also acts at predict time.
// error at `Signs`
use shapeflow::prelude::*;
use shapeflow_tests::steps::Signs;

pipeline! {
    Halves(x: f32[n, 4]) -> f32[n, 4] {
        (positive, fit _negative) = x |> Signs;
        positive
    }
}

fn main() {}
