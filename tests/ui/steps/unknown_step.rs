// No such step is in scope.
// error at `Standardize`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> Standardize;
        scaled
    }
}

fn main() {}
