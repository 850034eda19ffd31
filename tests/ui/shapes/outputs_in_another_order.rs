// Two outputs in each other's place: one error, at the first.
// error at `[n, 2]`
use shapeflow::prelude::*;

pipeline! {
    Both(x: f32[n, 3]) -> (f32[n, 2], f32[n, 3]) {
        scaled = x |> StandardScaler;
        reduced = x |> Pca<2>;
        (scaled, reduced)
    }
}

fn main() {}
