// An optional step that changes the shape.
// error at `Pca<4>`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 8]) -> f32[n, 4] {
        x |> optional Pca<4>
    }
}

fn main() {}
