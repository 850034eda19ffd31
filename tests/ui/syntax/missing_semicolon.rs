// `;` is missing between two equations.
// error at `compressed`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        scaled = row |> StandardScaler
        compressed = scaled |> Pca<4>;
        compressed
    }
}

fn main() {}
