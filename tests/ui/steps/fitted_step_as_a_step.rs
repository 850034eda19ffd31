// The fitted form of a step is not a step.
// error at `FittedStandardScaler`
use shapeflow::prelude::*;
use shapeflow::steps::FittedStandardScaler;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> FittedStandardScaler;
        scaled
    }
}

fn main() {}
