// A pipeline with a name of Rust's prelude.
// error at `Option`
use shapeflow::prelude::*;

pipeline! {
    Option(x: f32[n, 3]) -> f32[n, 3] {
        x |> StandardScaler
    }
}

fn main() {}
