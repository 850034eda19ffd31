// A reapplied value exists only while fitting.
// error at `checked`
use shapeflow::prelude::*;

pipeline! {
    Scaled(x: f32[n, 4]) fit(check: f32[n, 4]) -> f32[n, 8] {
        scaled  = x |> StandardScaler;
        checked = check |> through(scaled);
        [scaled, checked] |> Concat
    }
}

fn main() {}
