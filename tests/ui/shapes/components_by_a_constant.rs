// The same with the number in a constant: the message shows its value.
// error at `Pca<COMPONENTS>`
use shapeflow::prelude::*;

const COMPONENTS: usize = 100;

pipeline! {
    Compress(image: f32[n, 8, 8]) {
        compressed = image |> Flatten |> Pca<COMPONENTS>;
        compressed
    }
}

fn main() {}
