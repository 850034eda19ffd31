// A function is not a type.
// error at `Limit`
use shapeflow::prelude::*;

#[allow(non_snake_case)]
fn Limit(x: f32) -> f32 {
    x.clamp(-1.0, 1.0)
}

pipeline! {
    Clean(row: f32[n, 4]) -> f32[n, 4] {
        clipped = row |> Limit;
        clipped
    }
}

fn main() {}
