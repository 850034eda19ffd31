// A size declared with `=` instead of `in`.
// error at `=`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, k] {
        size k = 4..=8;
        x |> SizedPca { components: k }
    }
}

fn main() {}
