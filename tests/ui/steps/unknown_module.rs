// The path of a step is wrong.
// error at `preprocessing`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> shapeflow::preprocessing::StandardScaler;
        scaled
    }
}

fn main() {}
