// A value is reapplied to the steps that use it.
// error at `checked`
use shapeflow::prelude::*;
use shapeflow_tests::steps::First;

pipeline! {
    Scaled(x: f32[n, 4]) -> f32[n, 4] {
        checked = x |> through(scaled);
        scaled  = [x, checked] |> Concat |> First<4>;
        scaled
    }
}

fn main() {}
