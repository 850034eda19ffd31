// A missing comma between two inputs.
// error at `y`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3] y: f32[n]) -> f32[n, 3] {
        x |> StandardScaler
    }
}

fn main() {}
