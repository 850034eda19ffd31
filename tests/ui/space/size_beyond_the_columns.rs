// A declared size may become larger than the number of columns.
// error at `k`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, k] {
        size k in 1..=64;
        x |> SizedPca { components: k }
    }
}

fn main() {}
