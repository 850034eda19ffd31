// A missing comma in a list.
// error at `y`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3], y: f32[n, 1]) -> f32[n, 4] {
        [x y] |> Concat
    }
}

fn main() {}
