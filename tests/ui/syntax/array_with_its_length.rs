// A Rust array in the place of dims.
// error at `[f64; n]`
use shapeflow::prelude::*;

pipeline! {
    Prices(x: f64[n, 6]) fit(y: [f64; n]) -> f64[n] { x |> Ridge.fit(y) }
}

fn main() {}
