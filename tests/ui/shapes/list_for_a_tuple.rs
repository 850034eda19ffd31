// The step accepts a pair and receives a list.
// error at `Distance`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Distance;

pipeline! {
    Compare(left: f32[n, 4], right: f32[n, 4]) {
        distance = [left, right] |> Distance;
        distance
    }
}

fn main() {}
