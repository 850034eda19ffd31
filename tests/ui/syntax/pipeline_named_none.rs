// A pipeline with the name of a value of Rust's prelude.
// error at `None`
use shapeflow::prelude::*;

pipeline! {
    None(x: f32[n, 3]) -> f32[n, 3] {
        x |> StandardScaler
    }
}

fn main() {}
