// A size is a whole number.
// error at `SIDE`
use shapeflow::prelude::*;

const SIDE: &str = "8";

pipeline! {
    Pixels(image: f32[n, SIDE, 8]) {
        pixels = image |> Flatten;
        pixels
    }
}

fn main() {}
