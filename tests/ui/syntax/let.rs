// An equation is written as in Rust.
// error at `let`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) {
        let scaled = row |> StandardScaler;
        scaled
    }
}

fn main() {}
