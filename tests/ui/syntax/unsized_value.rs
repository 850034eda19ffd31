// A value whose size rustc does not know.
// error at `str`
use shapeflow::prelude::*;

pipeline! {
    F(x: str) -> f32[n, 3] {
        x |> StandardScaler
    }
}

fn main() {}
