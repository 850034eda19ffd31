// A name that Rust keeps for itself.
// error at `type`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) {
        type = row |> StandardScaler;
        type
    }
}

fn main() {}
