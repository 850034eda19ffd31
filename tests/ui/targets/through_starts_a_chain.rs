// `through` without an input.
// error at `through(scaled)`
use shapeflow::prelude::*;
use shapeflow_tests::steps::First;

pipeline! {
    Scaled(x: f32[n, 4]) -> f32[n, 4] {
        scaled = x |> StandardScaler;
        again = through(scaled);
        [scaled, again] |> Concat |> First<4>
    }
}

fn main() {}
