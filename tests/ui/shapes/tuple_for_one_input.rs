// Two values for a step with one input.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Scale(left: f32[n, 4], right: f32[n, 4]) {
        scaled = (left, right) |> StandardScaler;
        scaled
    }
}

fn main() {}
