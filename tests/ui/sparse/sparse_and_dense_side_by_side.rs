// A sparse value and an array side by side.
// error at `Concat`

use shapeflow::prelude::*;

pipeline! {
    Joined(words: sparse f64[n, 1000], ages: f64[n, 1]) -> sparse f64[n, 1001] {
        (words, ages) |> Concat
    }
}

fn main() {}
