// A value in the place of a step.
// error at `weights`
use shapeflow::prelude::*;

pipeline! {
    Weigh(row: f32[n, 64], weights: f32[n, 64]) {
        weighed = row |> StandardScaler |> weights;
        weighed
    }
}

fn main() {}
