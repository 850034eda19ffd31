// A value with `fit` from a step that acts while predicting too.
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
