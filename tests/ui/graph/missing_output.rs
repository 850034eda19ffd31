// The body ends with an equation.
// error at `}`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8]) -> f32[n, 64] {
        pixels = image |> Flatten;
    }
}

fn main() {}
