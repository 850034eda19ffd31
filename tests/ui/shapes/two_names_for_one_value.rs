// The step has one output, the equation has two names.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) {
        (mean, scaled) = row |> StandardScaler;
        (mean, scaled)
    }
}

fn main() {}
