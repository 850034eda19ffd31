// A misspelt name of a declared size.
// error at `kpt`
use shapeflow::prelude::*;

pipeline! {
    Reduced(x: f64[n, 8]) -> f64[n, kept] {
        size kept in 1..=4;
        x |> SizedPca { components: kpt }
    }
}

fn main() {}
