// Lossy: a number of 64 bits is no `f64`.
// error at `Columns`
use shapeflow::prelude::*;

pipeline! {
    Numbers(id: u64[n], x: f32[n]) -> f64[n, 2] {
        (id, x) |> Columns
    }
}

fn main() {}
