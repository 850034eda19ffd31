// A declared size whose range has a number that the step cannot have.
// error at `k`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, k] {
        size k in 0..=4;
        x |> SizedPca { components: k }
    }
}

fn main() {}
