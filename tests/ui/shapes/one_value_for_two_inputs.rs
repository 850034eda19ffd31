// One value for a step with two inputs.
// error at `Distance`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Distance;

pipeline! {
    Compare(left: f32[n, 4], right: f32[n, 4]) {
        scaled = right |> StandardScaler;
        distance = left |> Distance;
        (distance, scaled)
    }
}

fn main() {}
