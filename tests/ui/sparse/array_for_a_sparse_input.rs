// An array for an input that is sparse.
// error at `x`

use shapeflow::prelude::*;

pipeline! {
    Table(words: sparse f64[n, 2]) -> f64[n, 2] {
        words |> ToDense
    }
}

fn main() {
    let x = array![[1.0, 0.0]];
    let _ = Table::default().fit(x);
}
