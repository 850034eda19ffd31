//! Pipelines whose documentation `tests/tests/documentation.rs` reads.

use shapeflow::prelude::*;

pipeline! {
    /// Encodes a row in two numbers.
    pub Encoder(x: f32[n, 8]) -> f32[n, 2] { x |> StandardScaler |> Pca<2> }

    /// Tells three kinds of flowers apart.
    pub Flowers(petals: f32[n, 8]) fit(kind: u8[n]) -> (probs: f32[n, 3], code: f32[n, 2]) {
        size k in 2..=6;
        scaled  = petals |> choose { standard: StandardScaler, default lines: MinMaxScaler };
        code    = scaled |> Encoder;
        reduced = scaled |> SizedPca { components: k } |> optional StandardScaler { with_mean: false };
        probs   = [code, reduced] |> Concat |> LogisticRegression<3> { c: 0.5 }.fit(kind);
        (probs, code)
    }
}
