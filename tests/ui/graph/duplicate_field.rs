// Two steps of one equation would be one field.
// error at `first`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 64]) {
        compressed = row |> first: Pca<32> |> first: Pca<16>;
        compressed
    }
}

fn main() {}
