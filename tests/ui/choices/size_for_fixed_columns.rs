// A step that accepts 4 columns after one that returns as many as a declared size.
// error at `Four`
use shapeflow::prelude::*;

#[step("[n, 4] -> [n, 4]")]
pub fn four(x: Array2<f32>) -> Array2<f32> {
    x
}

pipeline! {
    Flowers(x: f32[n, 8]) -> f32[n, 4] {
        size k in 1..=4;
        low = x |> SizedPca { components: k };
        low |> Four
    }
}

fn main() {}
