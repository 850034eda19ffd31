// A name that is a keyword of Rust.
// error at `type`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) {
        type = row |> StandardScaler;
        type
    }
}

fn main() {}
