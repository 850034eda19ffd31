// A missing `;`, an arrow for `|>`, and a missing step.
// error at `compressed`
// error at `->`
// error at `|>`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        scaled = row |> StandardScaler
        compressed = scaled |> Pca<20>;
        small = compressed -> Pca<4>;
        tiny = small |> ;
        tiny
    }
}

fn main() {}
