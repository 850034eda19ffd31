// A sparse value where the header promises an array.
// error at `f64`

use shapeflow::prelude::*;

pipeline! {
    Joined(words: sparse f64[n, 4], more: sparse f64[n, 4]) -> f64[n, 8] {
        [words, more] |> Concat
    }
}

fn main() {}
