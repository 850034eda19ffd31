// A sparse value with one axis.
// error at `sparse f64[n]`

use shapeflow::prelude::*;

pipeline! {
    Table(words: sparse f64[n]) -> f64[n, 2] {
        words |> ToDense
    }
}

fn main() {}
