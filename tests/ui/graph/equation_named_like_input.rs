// An equation has the name of an input.
// error at `image`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8]) -> f32[n, 64] {
        image = image |> Flatten;
        image
    }
}

fn main() {}
