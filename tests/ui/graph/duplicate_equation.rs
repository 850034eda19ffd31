// Two equations have one name.
// error at `features`
use shapeflow::prelude::*;

pipeline! {
    Compress(image: f32[n, 8, 8]) -> f32[n, 12] {
        features = image |> Flatten;
        features = features |> Pca<12>;
        features
    }
}

fn main() {}
