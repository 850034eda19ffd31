// An equation depends on itself.
// error at `pixels`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8]) {
        pixels = pixels |> StandardScaler;
        [image |> Flatten, pixels] |> Concat
    }
}

fn main() {}
