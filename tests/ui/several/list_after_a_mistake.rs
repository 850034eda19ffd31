// A type mistake before a list, a tuple and a promise is one error.
// error at `StandardScaler`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Distance;

pipeline! {
    Compare(left: u8[n, 4], right: f32[n, 4]) -> (joined: f32[n, 8], distance: f32[n], scaled: f32[n, 4]) {
        scaled = left |> StandardScaler;
        joined = [scaled, right] |> Concat;
        distance = (scaled, right) |> Distance;
        (joined, distance, scaled)
    }
}

fn main() {}
