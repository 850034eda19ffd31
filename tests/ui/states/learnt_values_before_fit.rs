// The components of a step that is not fitted.
// error at `components`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        compressed = row |> Pca<4>;
        compressed
    }
}

fn main() {
    let pipeline = Compress::default();
    pipeline.compressed.components();
}
