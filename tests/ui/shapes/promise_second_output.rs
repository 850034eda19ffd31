// The first output is as promised, the second is not.
// error at `[n, 12]`
use shapeflow::prelude::*;

pipeline! {
    Embed(image: f32[n, 8, 8]) -> (pixels: f32[n, 64], embedded: f32[n, 12]) {
        pixels = image |> Flatten;
        embedded = pixels |> Pca<10>;
        (pixels, embedded)
    }
}

fn main() {}
