// A name is misspelt.
// error at `pixel`
use shapeflow::prelude::*;

pipeline! {
    Compress(image: f32[n, 8, 8]) -> f32[n, 12] {
        pixels = image |> Flatten |> StandardScaler;
        compressed = pixel |> Pca<12>;
        [pixels, compressed] |> Concat |> Pca<12>
    }
}

fn main() {}
