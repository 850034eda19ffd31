// 65 components of 64 columns.
// error at `Pca<65>`
use shapeflow::prelude::*;

pipeline! {
    Compress(image: f32[n, 8, 8]) -> f32[n, 65] {
        pixels = image |> Flatten |> StandardScaler;
        compressed = pixels |> Pca<65>;
        compressed
    }
}

fn main() {}
