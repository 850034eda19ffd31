// Two inputs have one name.
// error at `image`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8], image: f32[n, 4, 4]) {
        pixels = image |> Flatten;
        pixels
    }
}

fn main() {}
