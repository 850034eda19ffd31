// A step with two inputs on the way back: one error, with what to write.
// error at `code`
use shapeflow::prelude::*;

pipeline! {
    Codes(a: f64[n, 2], b: f64[n, 2]) -> f64[n, 4] {
        code = [a, b] |> Concat |> StandardScaler;
        code |> inverse(code)
    }
}

fn main() {}
