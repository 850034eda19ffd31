// `fit` before a name for a value that is not the output of a step.
// error at `(x, fit z)`
use shapeflow::prelude::*;

pipeline! {
    Pair(a: f64[n, 2], b: f64[n]) -> f64[n] {
        (x, fit z) = (a, b);
        x |> Ridge.fit(z)
    }
}

fn main() {}
