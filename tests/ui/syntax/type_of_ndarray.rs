// An array written as a type of ndarray.
// error at `Array2<f32>`
use shapeflow::prelude::*;

pipeline! {
    F(x: Array2<f32>) -> f32[n, 8] {
        x |> StandardScaler
    }
}

fn main() {}
