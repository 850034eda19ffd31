// A closure as a step.
// error at `|`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 8] {
        x |> |a| a
    }
}

fn main() {}
