// `SIDE` is not a constant in scope.
// error at `SIDE`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, SIDE, SIDE]) {
        pixels = image |> Flatten;
        pixels
    }
}

fn main() {}
