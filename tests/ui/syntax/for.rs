// A Rust loop.
// error at `for`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 3]) -> f64[n, 3] {
        for i in 0..3 { a = x |> StandardScaler; } a
    }
}

fn main() {}
