// A value computed from the target does not exist at predict time, like the target.
// error at `left`
use shapeflow::prelude::*;

pipeline! {
    Groups(x: f32[n, 4]) fit(price: f32[n]) -> (f32[n], f32[n]) {
        (near, left) = (x, price) |> DropOutliers;
        (near |> Ridge.fit(left), left)
    }
}

fn main() {}
