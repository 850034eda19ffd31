// A negative number of components.
// error at `-4`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) {
        compressed = row |> Pca<-4>;
        compressed
    }
}

fn main() {}
