// A name that is similar to no other.
// error at `thumbnail`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8]) {
        pixels = [image |> Flatten, thumbnail] |> Concat;
        pixels
    }
}

fn main() {}
