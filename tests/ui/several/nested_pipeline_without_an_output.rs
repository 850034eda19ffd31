// A nested pipeline without an output: one error, at its end.
// error at `}`
use shapeflow::prelude::*;

pipeline! {
    A(x: f32[n, 3]) {
        a = x |> StandardScaler;
    }

    B(x: f32[n, 3]) -> f32[n, 3] {
        x |> A
    }
}

fn main() {}
