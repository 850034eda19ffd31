// The rows that are checked while fitting are given without their targets, so they stand where a weight stands.
// error at `Ridge`
use shapeflow::prelude::*;

pipeline! {
    Line(x: f64[n, 8]) fit(y: f64[n], checked: f64[m, 8]) -> f64[n] { x |> Ridge.fit(y, checked) }
}

fn main() {}
