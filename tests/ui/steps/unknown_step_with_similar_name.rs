// The name of a step is misspelt.
// error at `StandardScaller`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        scaled = row |> StandardScaller;
        compressed = scaled |> Pca<4>;
        compressed
    }
}

fn main() {}
