// A chain starts with a step.
// error at `Flatten`
use shapeflow::prelude::*;

pipeline! {
    Compress(image: f32[n, 8, 8]) {
        compressed = Flatten |> Pca<12>;
        [image |> Flatten, compressed] |> Concat
    }
}

fn main() {}
