// A list of a sparse value and an array.
// error at `ages`

use shapeflow::prelude::*;

pipeline! {
    Joined(words: sparse f64[n, 1000], ages: f64[n, 1]) -> sparse f64[n, 1001] {
        [words, ages] |> Concat
    }
}

fn main() {}
