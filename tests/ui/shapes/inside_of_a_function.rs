// The pipeline is inside a function.
// error at `Pca<65>`
use shapeflow::prelude::*;

fn main() {
    pipeline! {
        Compress(image: f32[n, 8, 8]) {
            compressed = image |> Flatten |> Pca<65>;
            compressed
        }
    }
    let _ = Compress::default();
}
