// A token that has no meaning here.
// error at `$`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        compressed = row |> Pca<4> $;
        compressed
    }
}

fn main() {}
