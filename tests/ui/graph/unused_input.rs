// No step uses an input.
// error at `weight`
#![deny(unused_variables)]
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8], weight: f32[n]) -> f32[n, 64] {
        pixels = image |> Flatten;
        pixels
    }
}

fn main() {}
