// The space of a number for `true` or `false`.
// error at `uniform`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 8] {
        x |> StandardScaler { with_mean: true ~ uniform(0.0..=1.0) }
    }
}

fn main() {}
