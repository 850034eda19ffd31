// An arm that returns numbers of twice the length.
// error at `Widened`
use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]")]
pub fn widened(x: ArrayView2<'_, f32>) -> Array2<f64> {
    x.mapv(f64::from)
}

pipeline! {
    Digits(x: f32[n, 10]) -> f32[n, 10] {
        x |> choose { scaled: StandardScaler, wide: Widened }
    }
}

fn main() {}
