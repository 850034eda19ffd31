// A function is not a type.
// error at `Clip`
use shapeflow::prelude::*;

#[allow(non_snake_case)]
fn Clip(x: f32) -> f32 {
    x.clamp(-1.0, 1.0)
}

pipeline! {
    Clean(row: f32[n, 4]) -> f32[n, 4] {
        clipped = row |> Clip;
        clipped
    }
}

fn main() {}
