// A name inside of a block is used outside.
// error at `scaled`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 64]) -> f32[n, 8] {
        features = {
            scaled = row |> StandardScaler;
            scaled |> Pca<16>
        };
        both = [features, scaled] |> Concat;
        both |> Pca<8>
    }
}

fn main() {}
