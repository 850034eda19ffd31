// Images go into a step for rows.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: f32[n, 8, 8]) {
        pixels = image |> StandardScaler;
        pixels
    }
}

fn main() {}
