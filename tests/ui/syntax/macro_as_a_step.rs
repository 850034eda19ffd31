// A macro as a step.
// error at `st!`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> st!()
    }
}

fn main() {}
