// Two pipelines that contain each other: one error, at the use that closes the circle.
// error at `F`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> G
    }

    G(x: f32[n, 3]) -> f32[n, 3] {
        x |> F
    }
}

fn main() {}
