// The remaining rows with the target of all rows.
// error at `LogisticRegression<2>`
use shapeflow::prelude::*;

pipeline! {
    Groups(x: f32[n, 4]) fit(group: u8[n]) -> f32[n, 2] {
        (near, _target) = (x, group) |> DropOutliers;
        near |> LogisticRegression<2>.fit(group)
    }
}

fn main() {}
