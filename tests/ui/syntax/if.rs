// A Rust condition.
// error at `if`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 3]) -> f64[n, 3] {
        a = if true { x |> StandardScaler } else { x };
        a
    }
}

fn main() {}
